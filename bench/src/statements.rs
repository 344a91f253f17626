//! The statements of a change, as PostgreSQL logged them, and the script with which pgbench sends the same.

use std::fmt::Write as _;

use torture::Fault;
use uuid::Uuid;

use crate::postgres::Logged;

/// A statement, and what was sent with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    text: String,
    /// None is NULL.
    parameters: Vec<Option<String>>,
}

/// A change that was logged.
#[derive(Clone, Debug)]
pub(crate) struct Logbook {
    /// Whose change it was.
    pub(crate) account: Uuid,
    /// The revision that it made.
    pub(crate) revision: i64,
    /// Its statements, from BEGIN to COMMIT.
    pub(crate) steps: Vec<Step>,
}

/// A script for pgbench, and the variables that it is given.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    /// What pgbench runs.
    pub(crate) text: String,
    /// What is sent with it that is the same each time.
    pub(crate) variables: Vec<(String, String)>,
    /// What its statements look like.
    shapes: Vec<String>,
}

impl Step {
    fn read(logged: &Logged) -> Result<Self, Fault> {
        // `execute NAME: TEXT` or `statement: TEXT`
        let (_, text) = logged.message.split_once(": ").ok_or("the text of a statement")?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim_end_matches(';').to_owned();
        Ok(Self { text, parameters: parameters(&logged.parameters)? })
    }

    /// Without quotes and in small letters: how it is recognised.
    fn plain(&self) -> String {
        self.text.replace('"', "").to_lowercase()
    }
}

/// The transaction that made a revision, of all that was logged meanwhile.
pub(crate) fn transaction(logged: &[Logged]) -> Result<Vec<Step>, Fault> {
    let makes_revision =
        |logged: &Logged| logged.message.replace('"', "").to_lowercase().contains("insert into revision ");
    let making = logged.iter().find(|logged| makes_revision(logged)).ok_or("no statement adds a revision")?;
    let mut steps = Vec::new();
    for logged in logged.iter().filter(|logged| logged.connection == making.connection) {
        let step = Step::read(logged)?;
        if step.plain().starts_with("begin") {
            steps.clear();
        }
        let is_end = step.plain().starts_with("commit");
        steps.push(step);
        if is_end && steps.iter().any(|step| step.plain().contains("insert into revision ")) {
            return Ok(steps);
        }
    }
    // One statement that is a transaction of its own has neither beginning nor end.
    steps.retain(|step| step.plain().contains("insert into revision "));
    if steps.len() == 1 { Ok(steps) } else { Err("the transaction that adds a revision has no end".into()) }
}

/// The parameters that a line of the log tells: `parameters: $1 = 'a', $2 = NULL`.
fn parameters(detail: &str) -> Result<Vec<Option<String>>, Fault> {
    let mut found = Vec::new();
    let Some(start) = detail.find("$1 = ") else { return Ok(found) };
    let mut rest = detail.get(start..).unwrap_or_default();
    while let Some((_, value)) = rest.split_once(" = ") {
        if let Some(after) = value.strip_prefix("NULL") {
            found.push(None);
            rest = after;
            continue;
        }
        let quoted = value.strip_prefix('\'').ok_or("a parameter's value")?;
        let (mut text, mut at) = (String::new(), 0);
        loop {
            let end = at + quoted.get(at..).and_then(|rest| rest.find('\'')).ok_or("the end of a parameter's value")?;
            text.push_str(quoted.get(at..end).unwrap_or_default());
            at = end + 1;
            if quoted.get(at..).is_some_and(|rest| rest.starts_with('\'')) {
                text.push('\'');
                at += 1;
            } else {
                break;
            }
        }
        found.push(Some(text));
        rest = quoted.get(at..).unwrap_or_default();
    }
    Ok(found)
}

impl Script {
    /// The script of which two changes of two accounts, with different revisions, are examples.
    pub(crate) fn of(one: &Logbook, other: &Logbook) -> Result<Self, Fault> {
        let shape_of = |logbook: &Logbook| logbook.steps.iter().map(|step| step.text.clone()).collect::<Vec<_>>();
        if shape_of(one) != shape_of(other) {
            return Err("The statements of two changes of different accounts are not the same ones.".into());
        }
        let mut script =
            Self { text: "\\set n random(1, :accounts)\n".to_owned(), variables: Vec::new(), shapes: Vec::new() };
        let mut is_taken = false;
        for (number, (step, example)) in one.steps.iter().zip(&other.steps).enumerate() {
            let mut values = Vec::new();
            for (position, (value, other_value)) in step.parameters.iter().zip(&example.parameters).enumerate() {
                let name = format!("p{number}_{position}");
                let is = |of_one: String, of_other: String| {
                    value.as_ref() == Some(&of_one) && other_value.as_ref() == Some(&of_other)
                };
                values.push(if is(one.account.to_string(), other.account.to_string()) {
                    let drawn = "(SELECT id FROM bench_account WHERE n = :n)";
                    if is_taken { ":bench_id".to_owned() } else { drawn.to_owned() }
                } else if is(one.revision.to_string(), other.revision.to_string()) {
                    taken(is_taken, ":bench_revision")?
                } else if is((one.revision - 1).to_string(), (other.revision - 1).to_string()) {
                    taken(is_taken, ":bench_before")?
                } else if let Some(value) = value {
                    script.variables.push((name.clone(), value.clone()));
                    format!(":{name}")
                } else {
                    "NULL".to_owned()
                });
            }
            let mut text = filled(&step.text, &values);
            let takes = step.plain().starts_with("update account set ") && step.plain().contains(" returning ");
            if takes {
                text.push_str(", account.id AS bench_id, account.revision AS bench_revision");
            }
            script.shapes.push(shape(&text));
            // Writing to a string does not fail.
            let _ = if takes {
                is_taken = true;
                write!(script.text, "{text} \\gset\n\\set bench_before :bench_revision - 1\n")
            } else {
                writeln!(script.text, "{text};")
            };
        }
        Ok(script)
    }

    /// Whether a change's statements are those of the script, in number and in text; a sentence where they are not.
    pub(crate) fn matches(&self, steps: &[Step]) -> Result<(), Fault> {
        let sent: Vec<String> = steps.iter().map(|step| shape(&step.text)).collect();
        if sent.len() != self.shapes.len() {
            let (sent, own) = (sent.len(), self.shapes.len());
            return Err(format!(
                "{sent} statements were sent where pgbench's script has {own}: the two are not comparable."
            )
            .into());
        }
        for (sent, own) in sent.iter().zip(&self.shapes) {
            // What the script adds so as not to be charged a look-up more.
            let same = own.strip_suffix(", account.id AS bench_id, account.revision AS bench_revision").unwrap_or(own);
            if sent != own && sent != same {
                return Err(format!("The statement {sent} was sent where pgbench's script has {own}.").into());
            }
        }
        Ok(())
    }
}

fn taken(is_taken: bool, variable: &str) -> Result<String, Fault> {
    if is_taken {
        Ok(variable.to_owned())
    } else {
        Err("A change names its revision before it took the account's row: no script for pgbench can be made of it."
            .into())
    }
}

/// A statement with other words for `$1`, `$2` …
fn filled(text: &str, values: &[String]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        let digits = after.len() - after.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        let (number, after) = after.split_at(digits);
        filled.push_str(before);
        if let Some(value) = number.parse::<usize>().ok().and_then(|number| values.get(number.checked_sub(1)?)) {
            filled.push_str(value);
        } else {
            filled.push('$');
            filled.push_str(number);
        }
        rest = after;
    }
    filled + rest
}

/// A statement in which all parameters are alike: `$1`, `:name`, NULL, and how the script draws an account.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    let mut signs = text.chars().peekable();
    let mut before = ' ';
    while let Some(sign) = signs.next() {
        let begins = match sign {
            '$' => signs.peek().is_some_and(char::is_ascii_digit),
            ':' => before != ':' && signs.peek().is_some_and(char::is_ascii_alphabetic),
            _ => false,
        };
        if begins {
            while signs.next_if(|sign| sign.is_ascii_alphanumeric() || *sign == '_').is_some() {}
            shape.push('?');
        } else {
            shape.push(sign);
        }
        before = sign;
    }
    shape.replace("NULL", "?").replace("(SELECT id FROM bench_account WHERE n = ?)", "?")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logged(connection: u64, message: &str, parameters: &str) -> Logged {
        Logged { connection, message: message.to_owned(), parameters: parameters.to_owned() }
    }

    /// What a change of an account logs, beside another connection's heartbeat.
    fn change(account: Uuid, revision: i64) -> Logbook {
        let all = [
            logged(1, "statement: BEGIN", ""),
            logged(2, "execute s1: SELECT pg_notify($1, $2)", "parameters: $1 = 'heart', $2 = 'beat'"),
            logged(
                1,
                r#"execute s2: UPDATE "account" SET "revision" = "revision" + $1 WHERE "id" = $2 RETURNING "revision""#,
                &format!("parameters: $1 = '1', $2 = '{account}'"),
            ),
            logged(
                1,
                r#"execute s3: INSERT INTO "revision" ("account_id", "number", "reason", "settings") VALUES ($1, $2, $3, $4)"#,
                &format!("parameters: $1 = '{account}', $2 = '{revision}', $3 = NULL, $4 = 'it''s, $5 = ''x'''"),
            ),
            logged(1, "statement: COMMIT", ""),
        ];
        Logbook { account, revision, steps: transaction(&all).expect("a transaction") }
    }

    #[test]
    fn a_script_says_what_two_changes_have_in_common() {
        let script = Script::of(&change(Uuid::from_u128(1), 7), &change(Uuid::from_u128(2), 9)).expect("a script");
        assert_eq!(
            script.text,
            r#"\set n random(1, :accounts)
BEGIN;
UPDATE "account" SET "revision" = "revision" + :p1_0 WHERE "id" = (SELECT id FROM bench_account WHERE n = :n) RETURNING "revision", account.id AS bench_id, account.revision AS bench_revision \gset
\set bench_before :bench_revision - 1
INSERT INTO "revision" ("account_id", "number", "reason", "settings") VALUES (:bench_id, :bench_revision, NULL, :p2_3);
COMMIT;
"#
        );
        assert_eq!(
            script.variables,
            [("p1_0".to_owned(), "1".to_owned()), ("p2_3".to_owned(), "it's, $5 = 'x'".to_owned())]
        );
        script.matches(&change(Uuid::from_u128(3), 4).steps).expect("the same statements");
        let sent_by_pgbench = script.text.lines().filter(|line| !line.starts_with('\\')).map(|line| Step {
            text: line.trim_end_matches("\\gset").trim_end_matches([';', ' ']).replace(":n)", "$2)").replace(":p", "$"),
            parameters: Vec::new(),
        });
        script.matches(&sent_by_pgbench.collect::<Vec<_>>()).expect("the same statements");
    }

    #[test]
    fn other_statements_than_the_scripts_are_told() {
        let script = Script::of(&change(Uuid::from_u128(1), 7), &change(Uuid::from_u128(2), 9)).expect("a script");
        let mut fewer = change(Uuid::from_u128(3), 4).steps;
        fewer.remove(1);
        let told = script.matches(&fewer).expect_err("one is missing").to_string();
        assert_eq!(told, "3 statements were sent where pgbench's script has 4: the two are not comparable.");
        let mut other = change(Uuid::from_u128(3), 4).steps;
        other[2].text = "INSERT INTO revision DEFAULT VALUES".to_owned();
        assert!(script.matches(&other).is_err());
    }
}
