//! Where values come from, and which source is the strongest.

use std::{collections::BTreeMap, ffi::OsString, fs, path::PathBuf};

use toml::{Table, Value};

use super::{
    ConfigError, Mode,
    options::{FILE_FLAG, FILE_VARIABLE, Flags, Kind, Setting},
};

/// The value of every option that has one, as text.
pub(super) struct Sources(BTreeMap<Setting, Given>);

/// A value, as text, and where it came from.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) text: String,
    pub(super) origin: Origin,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Flag,
    Environment,
    /// The file's path, as it was given.
    File(String),
    Default,
    DemoDefault,
}

impl Origin {
    /// The option as the user spelled it.
    pub(super) fn spelling(&self, setting: Setting) -> String {
        let key = setting.declaration().key;
        match self {
            Self::Flag => setting.flag(),
            Self::Environment => setting.variable(),
            Self::File(file) => in_file(key, file),
            Self::Default | Self::DemoDefault => format!("the default of `{key}`"),
        }
    }

    /// The place, in a few words.
    pub(super) fn described(&self, setting: Setting) -> String {
        match self {
            Self::Flag => format!("flag {}", setting.flag()),
            Self::Environment => format!("environment {}", setting.variable()),
            Self::File(file) => format!("file {file}"),
            Self::Default => "default".to_owned(),
            Self::DemoDefault => "default of the demo".to_owned(),
        }
    }
}

impl Sources {
    /// Takes each value from the strongest source that has it. The file is checked as a whole.
    pub(super) fn gather(
        flags: &Flags,
        environment: impl Fn(&str) -> Option<OsString>,
        mode: Mode,
    ) -> Result<Self, ConfigError> {
        let environment = |variable: &str| environment(variable).filter(|value| !value.is_empty());
        let mut values = BTreeMap::new();
        for setting in Setting::ALL {
            let declaration = setting.declaration();
            let (text, origin) = match (mode, declaration.demo_default) {
                (Mode::Demo, Some(default)) => (Some(default), Origin::DemoDefault),
                (Mode::Demo, None) | (Mode::Service, _) => (declaration.default, Origin::Default),
            };
            if let Some(text) = text {
                values.insert(setting, Given { text: text.to_owned(), origin });
            }
        }
        let named_by_flag = flags.file.clone().map(|file| (file, FILE_FLAG));
        let named = named_by_flag.or_else(|| environment(FILE_VARIABLE).map(|file| (file.into(), FILE_VARIABLE)));
        if let Some((file, named_by)) = named {
            values.extend(read_file(&file, named_by)?);
        }
        for setting in Setting::ALL {
            if let Some(text) = environment(&setting.variable()) {
                let text = text.into_string().map_err(|_| ConfigError::Value {
                    spelling: setting.variable(),
                    problem: "must be text in UTF-8".to_owned(),
                })?;
                values.insert(setting, Given { text, origin: Origin::Environment });
            }
        }
        for (setting, text) in &flags.values {
            values.insert(*setting, Given { text: text.clone(), origin: Origin::Flag });
        }
        Ok(Self(values))
    }

    /// Whether nobody set an option.
    pub(super) fn is_default(&self, setting: Setting) -> bool {
        self.given(setting).is_none_or(|given| matches!(given.origin, Origin::Default | Origin::DemoDefault))
    }

    pub(super) fn given(&self, setting: Setting) -> Option<&Given> {
        self.0.get(&setting)
    }

    /// The option as the user spelled it.
    pub(super) fn spelling(&self, setting: Setting) -> String {
        self.given(setting).map_or_else(|| setting.variable(), |given| given.origin.spelling(setting))
    }

    /// The value of an option, or what it must be.
    pub(super) fn optional<T>(
        &self,
        setting: Setting,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        let wrong = |problem| ConfigError::Value { spelling: self.spelling(setting), problem };
        self.given(setting).map(|given| read(&given.text)).transpose().map_err(wrong)
    }

    /// The value of an option that has a default.
    pub(super) fn required<T>(
        &self,
        setting: Setting,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, ConfigError> {
        self.optional(setting, read)?
            .ok_or_else(|| ConfigError::Value { spelling: setting.variable(), problem: "must be set".to_owned() })
    }
}

/// The values that stand in a file.
fn read_file(path: &PathBuf, named_by: &str) -> Result<BTreeMap<Setting, Given>, ConfigError> {
    let file = path.display().to_string();
    let wrong = |problem| ConfigError::File { file: file.clone(), problem };
    let text = fs::read_to_string(path).map_err(|error| wrong(format!("of {named_by} cannot be read: {error}")))?;
    let table: Table = text.parse().map_err(|error| wrong(syntax_problem(&text, &error)))?;
    let mut values = BTreeMap::new();
    for (key, value) in table {
        let setting = Setting::with_key(&key).ok_or_else(|| wrong(unknown_key(&key)))?;
        let wrong_type = |wanted: &str| ConfigError::Value {
            spelling: in_file(&key, &file),
            problem: format!("must be a {wanted}, not {}", described_type(&value)),
        };
        let text = match (setting.declaration().kind, &value) {
            // A word may stand in a number's place, such as `off`; another is refused for what it says.
            (Kind::Text(_) | Kind::Number(_), Value::String(text)) => text.clone(),
            (Kind::Text(_), _) => return Err(wrong_type("string")),
            (Kind::Number(_), Value::Integer(number)) => number.to_string(),
            (Kind::Number(_), _) => return Err(wrong_type("whole number")),
            (Kind::Boolean, Value::Boolean(boolean)) => boolean.to_string(),
            (Kind::Boolean, _) => return Err(wrong_type("boolean")),
        };
        values.insert(setting, Given { text, origin: Origin::File(file.clone()) });
    }
    Ok(values)
}

fn in_file(key: &str, file: &str) -> String {
    format!("`{key}` in {file}")
}

/// Where a file stops being TOML. What stands there is not shown: it may be a secret.
fn syntax_problem(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    format!("is no TOML from line {} on", before.matches('\n').count() + 1)
}

fn unknown_key(key: &str) -> String {
    let keys = Setting::ALL.map(|setting| setting.declaration().key).join(", ");
    format!("has the unknown key `{}`; the keys are {keys}", key.escape_debug())
}

fn described_type(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a string",
        Value::Integer(_) => "an integer",
        Value::Float(_) => "a float",
        Value::Boolean(_) => "a boolean",
        Value::Datetime(_) => "a date or time",
        Value::Array(_) => "an array",
        Value::Table(_) => "a table",
    }
}
