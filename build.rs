//! Embeds the shipped files anew when one of them is added or removed.

fn main() {
    println!("cargo:rerun-if-changed=procedures");
    println!("cargo:rerun-if-changed=scenarios");
}
