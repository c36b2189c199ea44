//! YAML with positions, and the two file formats as they are written.
