//! Markdown, as far as a page about a procedure needs it.

/// A page that grows.
#[derive(Default)]
pub(super) struct Markdown(String);

impl Markdown {
    pub fn finish(self) -> String {
        self.0
    }

    /// A title (level 1) or a heading.
    pub fn heading(&mut self, level: usize, text: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(&format!("{} {}\n", "#".repeat(level), escaped(text)));
    }

    /// A paragraph of Markdown.
    pub fn paragraph(&mut self, text: &str) {
        self.0.push_str(&format!("\n{text}\n"));
    }

    /// A list of Markdown items.
    pub fn list(&mut self, items: &[String]) {
        self.0.push('\n');
        for item in items {
            self.0.push_str(&format!("- {item}\n"));
        }
    }

    /// A table of Markdown cells. Nothing is written of one without rows.
    pub fn table<const N: usize>(&mut self, head: [&str; N], rows: &[[String; N]]) {
        self.0.push('\n');
        let head: Vec<String> = head.iter().map(|cell| cell_of(cell)).collect();
        self.0.push_str(&format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(N)));
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| cell_of(cell)).collect();
            self.0.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
}

/// A text in which nothing means anything to Markdown; what stands between backticks stays as it is.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    for c in text.chars() {
        code ^= c == '`';
        if !code && matches!(c, '\\' | '*' | '_' | '<' | '[' | ']') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

fn cell_of(cell: &str) -> String {
    cell.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_mean_themselves() {
        assert_eq!(escaped("a_b *c* [d]\n`e_f`"), "a\\_b \\*c\\* \\[d\\] `e_f`");
        let mut page = Markdown::default();
        page.table(["a", "b"], &[["x | y".to_owned(), String::new()]]);
        assert_eq!(page.finish(), "\n| a | b |\n|---|---|\n| x \\| y |  |\n");
    }
}
