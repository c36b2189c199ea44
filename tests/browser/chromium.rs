//! A headless browser, driven over its debugging protocol.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// Programs that may be a browser.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// A browser with one page.
pub struct Browser {
    child: Child,
    profile: PathBuf,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: String,
    last: u64,
    /// Every event that was heard: its name and what it says.
    pub heard: Vec<(String, Value)>,
}

/// The browser of this machine; nothing where there is none, which is said. Where one is required, that is a failure.
pub fn browser(test: &str) -> Option<Browser> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|p| p.is_file());
    match found {
        Some(program) => Some(Browser::start(&program, test)),
        None => {
            skip(test, "no Chromium on the path");
            None
        }
    }
}

/// Says that a test was left out; where browsers are required, it fails.
pub fn skip(test: &str, why: &str) {
    assert!(std::env::var("GREFFE_BROWSER").as_deref() != Ok("required"), "{test}: {why}");
    eprintln!("skipped: {test}: {why}");
}

impl Browser {
    fn start(program: &Path, test: &str) -> Self {
        let profile = std::env::temp_dir().join(format!("greffe-browser-{}-{test}", std::process::id()));
        std::fs::create_dir_all(&profile).expect("a folder for the profile");
        let mut child = Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--remote-debugging-port=0", "--window-size=1280,900"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the browser starts");
        let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned));
        // What else it says is read, so that it can go on.
        std::thread::spawn(move || lines.for_each(drop));
        let (socket, _) = tungstenite::connect(address.expect("it says where it listens")).expect("it listens");
        let mut browser = Self { child, profile, socket, session: String::new(), last: 0, heard: Vec::new() };
        let target = browser.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attached = browser.ask("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        browser.session = attached["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Network", "Log"] {
            browser.ask(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    /// Asks for something, and waits for the answer.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.try_ask(method, params);
        assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
        answer["result"].clone()
    }

    fn try_ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(message.to_string())).expect("the browser hears");
        loop {
            let heard = self.hear();
            if heard["id"] == json!(self.last) {
                return heard;
            }
        }
    }

    fn hear(&mut self) -> Value {
        let message = self.socket.read().expect("the browser answers");
        let heard: Value = serde_json::from_str(message.to_text().unwrap_or("null")).unwrap_or_default();
        if let Some(method) = heard["method"].as_str() {
            self.heard.push((method.to_owned(), heard["params"].clone()));
        }
        heard
    }

    /// Opens a page, and waits until it is there.
    pub fn open(&mut self, address: &str) {
        // A link within the page that is shown would not load it again.
        self.go("about:blank");
        self.heard.clear();
        self.go(address);
    }

    fn go(&mut self, address: &str) {
        self.ask("Page.navigate", json!({ "url": address }));
        let there = format!("location.href === {} && document.readyState === 'complete'", json!(address));
        // Between two pages there is nobody to ask.
        while self.try_ask("Runtime.evaluate", json!({ "expression": there }))["result"]["result"]["value"]
            != json!(true)
        {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    /// What an expression is worth on the page.
    pub fn run(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", params);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Presses a key.
    pub fn press(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.ask("Input.dispatchKeyEvent", json!({ "type": kind, "key": key, "code": key }));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It is over either way.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
