//! What the server answered, and what a story expects of it.
use serde_json::Value as Json;

/// A whole answer. The checks give it back, so that they can be chained.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was asked, for messages.
    pub asked: String,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as a person reads it: without tags, entities resolved, spaces collapsed.
    pub fn words(&self) -> String {
        let (mut out, mut in_tag) = (String::new(), false);
        for c in self.text().chars() {
            match c {
                '<' => {
                    in_tag = true;
                    out.push(' ');
                }
                '>' if in_tag => in_tag = false,
                c if !in_tag => out.push(c),
                _ => {}
            }
        }
        let entities = [
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&#39;", "'"),
            ("&#60;", "<"),
            ("&#62;", ">"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&nbsp;", " "),
            ("&#38;", "&"),
            ("&amp;", "&"),
        ];
        let out = entities.iter().fold(out, |text, (entity, plain)| text.replace(entity, plain));
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: not JSON ({error}): {}", self.asked, self.text()))
    }

    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Where a redirect leads.
    #[track_caller]
    pub fn location(&self) -> &str {
        self.header("location")
            .unwrap_or_else(|| panic!("{}: {} leads nowhere: {}", self.asked, self.status, self.words()))
    }

    /// The status is this.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{} answered: {}", self.asked, self.words());
        self
    }

    /// A redirect (303) to this path.
    #[track_caller]
    pub fn leads_to(self, path: &str) -> Answer {
        let answer = self.is(303);
        assert_eq!(answer.location(), path, "{} leads elsewhere", answer.asked);
        answer
    }

    /// A person reads this text in it.
    #[track_caller]
    pub fn says(self, text: &str) -> Answer {
        assert!(
            self.words().contains(text),
            "{} ({}) does not say {text:?}: {}",
            self.asked,
            self.status,
            self.words()
        );
        self
    }

    /// It has a link to this path.
    #[track_caller]
    pub fn links_to(self, path: &str) -> Answer {
        assert!(
            self.text().contains(&format!("href=\"{path}\"")),
            "{} has no link to {path}: {}",
            self.asked,
            self.words()
        );
        self
    }

    /// Nobody reads this text in it, not even in its source.
    #[expect(clippy::wrong_self_convention, reason = "chained like the other checks")]
    #[track_caller]
    pub fn is_silent_about(self, text: &str) -> Answer {
        assert!(!self.text().contains(text), "{} says {text:?}", self.asked);
        self
    }

    /// A refusal of the JSON doors: this status and this stable code.
    #[track_caller]
    pub fn refuses(self, status: u16, code: &str) -> Answer {
        let answer = self.is(status);
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{}: {problem}", answer.asked);
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "no sentence: {problem}");
        answer
    }

    /// The anti-forgery token of the page's forms.
    pub(super) fn token(&self) -> Option<String> {
        hidden_value(&self.text(), "token")
    }
}

/// The value of the first `<input … name="NAME" … value="VALUE">`.
pub fn hidden_value(page: &str, name: &str) -> Option<String> {
    let wanted = format!("name=\"{name}\"");
    page.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).find_map(|tag| {
        let value = tag.contains(&wanted).then(|| tag.split("value=\"").nth(1)).flatten()?;
        value.split('"').next().map(str::to_owned)
    })
}
