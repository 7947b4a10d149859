//! `like` patterns: `%` is any run of characters, `_` one character, a backslash takes the next one literally.

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    steps: Vec<Step>,
    /// Whether case is ignored.
    pub fold: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Run,
    One,
    Exactly(char),
}

impl Pattern {
    /// The pattern for the whole text, with its wildcards.
    #[must_use]
    pub fn whole(text: &str, fold: bool) -> Self {
        let folded;
        let text = if fold {
            folded = casefold(text);
            &folded
        } else {
            text
        };
        let mut steps = Vec::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let step = match c {
                '%' => Step::Run,
                '_' => Step::One,
                '\\' => Step::Exactly(chars.next().unwrap_or('\\')),
                c => Step::Exactly(c),
            };
            if step != Step::Run || steps.last() != Some(&Step::Run) {
                steps.push(step);
            }
        }
        Self { steps, fold }
    }

    /// The pattern that finds `text`, with its wildcards, anywhere.
    #[must_use]
    pub fn anywhere(text: &str, fold: bool) -> Self {
        // A trailing lone backslash must not swallow the closing '%'.
        let escapes = text.chars().rev().take_while(|c| *c == '\\').count();
        let guard = if escapes % 2 == 1 { "\\" } else { "" };
        Self::whole(&format!("%{text}{guard}%"), fold)
    }

    /// Whether `text` has the form.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let folded;
        let text = if self.fold {
            folded = casefold(text);
            &folded
        } else {
            text
        };
        // Greedy matching that goes back to the last run only: linear in practice, never exponential.
        let text: Vec<char> = text.chars().collect();
        let (mut t, mut s) = (0, 0);
        let mut run: Option<(usize, usize)> = None;
        while t < text.len() {
            match (self.steps.get(s), text.get(t)) {
                (Some(Step::Run), _) => {
                    run = Some((s, t));
                    s += 1;
                }
                (Some(Step::Exactly(c)), Some(d)) if c == d => (s, t) = (s + 1, t + 1),
                (Some(Step::One), _) => (s, t) = (s + 1, t + 1),
                _ => match run {
                    Some((at, from)) => {
                        run = Some((at, from + 1));
                        (s, t) = (at + 1, from + 1);
                    }
                    None => return false,
                },
            }
        }
        self.steps.iter().skip(s).all(|step| *step == Step::Run)
    }

    /// The pattern for SQL's `LIKE … ESCAPE '\'`.
    #[must_use]
    pub fn like(&self) -> String {
        self.print("%", "_", |c, out| {
            if matches!(c, '%' | '_' | '\\') {
                out.push('\\');
            }
            out.push(c);
        })
    }

    /// The pattern for SQLite's `GLOB`, which minds case as `LIKE` there does not.
    #[must_use]
    pub fn glob(&self) -> String {
        self.print("*", "?", |c, out| {
            if matches!(c, '*' | '?' | '[') {
                out.extend(['[', c, ']']);
            } else {
                out.push(c);
            }
        })
    }

    fn print(&self, run: &str, one: &str, mut exactly: impl FnMut(char, &mut String)) -> String {
        let mut out = String::new();
        for step in &self.steps {
            match step {
                Step::Run => out.push_str(run),
                Step::One => out.push_str(one),
                Step::Exactly(c) => exactly(*c, &mut out),
            }
        }
        out
    }
}

/// The form in which texts are compared when case is ignored: Unicode lower case, final sigma as any other.
#[must_use]
pub fn casefold(text: &str) -> String {
    text.to_lowercase().replace('ς', "σ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_and_escapes() {
        let table = [
            ("a%c", "abc", true),
            ("a%c", "abcd", false),
            ("a_c", "aéc", true),
            ("a_c", "ac", false),
            ("100\\%", "100%", true),
            ("100\\%", "1000", false),
            ("%%b%", "abc", true),
            ("", "", true),
            ("%", "", true),
            ("a\\", "a\\", true),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(Pattern::whole(pattern, false).matches(text), expected, "{pattern} on {text}");
        }
        assert!(Pattern::anywhere("a\\", false).matches("xa\\y"));
        assert!(Pattern::whole("ΟΔΟΣ", true).matches("οδος"));
    }

    #[test]
    fn hostile_patterns_end() {
        let pattern = Pattern::whole(&"%a".repeat(2000), false);
        assert!(!pattern.matches(&"a".repeat(1999)));
        assert!(pattern.matches(&"a".repeat(2000)));
    }

    #[test]
    fn printed_forms_escape_what_the_databases_read() {
        let pattern = Pattern::whole("a\\_[*%", false);
        assert_eq!(pattern.like(), "a\\_[*%");
        assert_eq!(pattern.glob(), "a_[[][*]*");
    }
}
