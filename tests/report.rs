//! Reports of the shipped content.

#[path = "report/world.rs"]
mod world;

use greffe::report::text::{self, Style};
use greffe::text::Lang;

#[test]
fn show() {
    let procedures = world::procedures();
    let replay = world::tmg(&procedures, false);
    let width = std::env::var("W").ok().and_then(|w| w.parse().ok()).unwrap_or(120);
    let lang = if std::env::var("L").is_ok() { Lang::Fr } else { Lang::En };
    let explain = std::env::var("X").is_ok();
    println!("{}", text::replay(&replay, &Style { color: std::env::var("C").is_ok(), width, lang, explain }));
}
