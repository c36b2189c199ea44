//! What a user must see: a code, a place in a file, what is wrong and what would be right.
