//! Licence expressions, as far as they occur: names, `AND`, `OR`, brackets, and the old `/` for `OR`.

/// Whether `expression` can be met with accepted licences alone. What is not an expression is an error.
pub(crate) fn is_met(expression: &str, accepts: &dyn Fn(&str) -> bool) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = Words { rest: spaced.split_whitespace().collect(), accepts };
    words.rest.reverse();
    let met = words.any()?;
    match words.rest.pop() {
        None => Ok(met),
        Some(word) => Err(format!("{word:?} is not expected there")),
    }
}

struct Words<'a> {
    /// The next one last.
    rest: Vec<&'a str>,
    accepts: &'a dyn Fn(&str) -> bool,
}

impl Words<'_> {
    /// `OR` binds less than `AND`.
    fn any(&mut self) -> Result<bool, String> {
        let mut met = self.all()?;
        while self.next_is("OR") {
            met |= self.all()?;
        }
        Ok(met)
    }

    fn all(&mut self) -> Result<bool, String> {
        let mut met = self.one()?;
        while self.next_is("AND") {
            met &= self.one()?;
        }
        Ok(met)
    }

    fn one(&mut self) -> Result<bool, String> {
        match self.rest.pop() {
            None => Err("it ends where a licence is expected".to_owned()),
            Some("(") => {
                let met = self.any()?;
                if self.next_is(")") { Ok(met) } else { Err("a bracket is not closed".to_owned()) }
            }
            Some(word @ (")" | "OR" | "AND" | "WITH")) => {
                Err(format!("{word:?} stands where a licence is expected"))
            }
            Some(licence) if self.next_is("WITH") => {
                let exception = self.rest.pop().ok_or("WITH names no exception")?;
                // An exception only ever permits more, so the licence alone decides; still it must be a word.
                if exception.contains(['(', ')']) {
                    return Err("WITH names no exception".to_owned());
                }
                Ok((self.accepts)(licence))
            }
            Some(licence) => Ok((self.accepts)(licence)),
        }
    }

    fn next_is(&mut self, word: &str) -> bool {
        let is = self.rest.last() == Some(&word);
        if is {
            self.rest.pop();
        }
        is
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(expression: &str) -> Result<bool, String> {
        is_met(expression, &|licence| ["MIT", "ISC", "Apache-2.0"].contains(&licence))
    }

    #[test]
    fn expressions() {
        for yes in [
            "MIT",
            "Unlicense OR MIT",
            "Unlicense/MIT",
            "MIT AND ISC",
            "(MIT OR GPL-3.0) AND ISC",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
            "GPL-3.0 AND X OR MIT",
        ] {
            assert_eq!(met(yes), Ok(true), "{yes}");
        }
        for no in ["GPL-3.0", "MIT AND GPL-3.0", "GPL-3.0 OR LGPL-3.0", "MIT AND (GPL-3.0 OR X)", "mit"] {
            assert_eq!(met(no), Ok(false), "{no}");
        }
        for broken in ["", "MIT OR", "(MIT", "MIT)", "AND MIT", "MIT ISC", "MIT WITH"] {
            assert!(met(broken).is_err(), "{broken}");
        }
    }
}
