//! What goes wrong with a push: to a field, to an operation, to the order, to the bytes.

use proptest::{prelude::*, sample::Index};

/// A JSON object as text, field by field, so that it can be wrong in ways no JSON value can.
#[derive(Clone, Debug)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The text.
    pub fn render(&self) -> String {
        let fields: Vec<String> = self.0.iter().map(|(key, value)| format!("{key}:{value}")).collect();
        format!("{{{}}}", fields.join(","))
    }
}

/// One thing done to an object.
#[derive(Clone, Debug)]
pub enum Change {
    /// A field is left out.
    Remove(Index),
    /// Its value is something else.
    Replace(Index, Index),
    /// It comes twice, the second time with another value.
    Double(Index, Index),
    /// Its name is another.
    Rename(Index, Index),
    /// There is one more.
    Add(Index, Index),
    /// Two change places, which should make no difference.
    Swap(Index, Index),
}

/// What is done to one operation: which of the menu's, and the changes to its envelope and to its body.
#[derive(Clone, Debug)]
pub struct Spoiled {
    /// Which of the menu.
    pub dish: Index,
    /// Changes of the envelope.
    pub envelope: Vec<Change>,
    /// Changes of the body.
    pub body: Vec<Change>,
}

/// One thing done to the bytes of the whole push.
#[derive(Clone, Debug)]
pub enum Damage {
    /// A byte is another.
    Flip(Index, u8),
    /// The rest is missing.
    Cut(Index),
    /// Something stands between.
    Insert(Index, Vec<u8>),
}

/// A whole push.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Who sends it.
    pub sender: Index,
    /// Its operations.
    pub ops: Vec<Spoiled>,
    /// Operations sent again, each at some place.
    pub repeats: Vec<(Index, Index)>,
    /// Where the good one stands.
    pub good: Index,
    /// What is done to the bytes; usually nothing.
    pub damage: Vec<Damage>,
}

/// Pushes of every kind.
pub fn plans() -> impl Strategy<Value = Plan> {
    let repeats = prop::collection::vec((any::<Index>(), any::<Index>()), 0..3);
    let damage = prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(damage(), 1..4)];
    (any::<Index>(), prop::collection::vec(spoiled(), 0..7), repeats, any::<Index>(), damage)
        .prop_map(|(sender, ops, repeats, good, damage)| Plan { sender, ops, repeats, good, damage })
}

fn spoiled() -> impl Strategy<Value = Spoiled> {
    let few = |most| prop::collection::vec(change(), 0..most);
    (any::<Index>(), few(2), few(3)).prop_map(|(dish, envelope, body)| Spoiled { dish, envelope, body })
}

fn change() -> impl Strategy<Value = Change> {
    let two = || (any::<Index>(), any::<Index>());
    prop_oneof![
        2 => any::<Index>().prop_map(Change::Remove),
        6 => two().prop_map(|(at, value)| Change::Replace(at, value)),
        1 => two().prop_map(|(at, value)| Change::Double(at, value)),
        1 => two().prop_map(|(at, name)| Change::Rename(at, name)),
        2 => two().prop_map(|(name, value)| Change::Add(name, value)),
        1 => two().prop_map(|(a, b)| Change::Swap(a, b)),
    ]
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        3 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        1 => any::<Index>().prop_map(Damage::Cut),
        1 => (any::<Index>(), prop::collection::vec(any::<u8>(), 1..5)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

/// Does it.
pub fn spoil(fields: &mut Fields, changes: &[Change]) {
    for change in changes {
        let fields = &mut fields.0;
        if let Change::Add(name, value) = change {
            fields.push((name.get(&NAMES).to_string(), one_of(value)));
        } else if !fields.is_empty() {
            let length = fields.len();
            match change {
                Change::Remove(at) => drop(fields.remove(at.index(length))),
                Change::Replace(at, value) => fields[at.index(length)].1 = one_of(value),
                Change::Double(at, value) => fields.push((fields[at.index(length)].0.clone(), one_of(value))),
                Change::Rename(at, name) => fields[at.index(length)].0 = name.get(&NAMES).to_string(),
                Change::Swap(a, b) => fields.swap(a.index(length), b.index(length)),
                Change::Add(..) => {}
            }
        }
    }
}

/// Does it.
pub fn hurt(bytes: &mut Vec<u8>, damage: &[Damage]) {
    for one in damage.iter().filter(|_| !bytes.is_empty()).cloned().collect::<Vec<_>>() {
        let length = bytes.len().max(1);
        match one {
            Damage::Flip(at, byte) if !bytes.is_empty() => bytes[at.index(length)] ^= byte,
            Damage::Flip(..) => {}
            Damage::Cut(at) => bytes.truncate(at.index(length)),
            Damage::Insert(at, more) => {
                let at = at.index(length).min(bytes.len());
                bytes.splice(at..at, more);
            }
        }
    }
}

/// Names that stand in no contract, and some that do.
const NAMES: [&str; 9] = [
    r#""mood""#,
    r#""""#,
    r#""a\u0000b""#,
    r#""\ud800""#,
    r#""id""#,
    r#""text""#,
    r#""body""#,
    r#""__proto__""#,
    r#""a name that is long, longer than any field's, and not only once: a name that is long, longer than any field's""#,
];

/// Values nobody's form makes.
const VALUES: [&str; 34] = [
    "null",
    "true",
    "0",
    "-1",
    "1",
    "2.5",
    "1e308",
    "1e400",
    "-0.0",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999999999",
    r#""""#,
    r#"" ""#,
    r#""\u0000""#,
    r#""\u0000 \u0000""#,
    r#""before\u0000after""#,
    r#""\ud800""#,
    r#""\udfff\ud800""#,
    r#""\ud83d\ude00""#,
    r#""e\u0000\u0301""#,
    "\"\u{202e}\u{feff}\u{fdd0}\"",
    r#""00000000-0000-0000-0000-000000000000""#,
    r#""ffffffff-ffff-ffff-ffff-ffffffffffff""#,
    r#""feedback.give""#,
    r#""feedback.vanish\u0000""#,
    r#""9999-12-31T23:59:59.999Z""#,
    r#""-009999-01-02T00:00:00Z""#,
    r#""9999-12-31""#,
    r#""-009999-01-01""#,
    r#"{"name":"Sam\u0000Smith","service":"\u0000"}"#,
    "[]",
    "{}",
    r#"[{"id":1},[[[[]]]],{"a":{"a":{"a":null}}}]"#,
];

/// One of the values, among them some too large to write down.
fn one_of(index: &Index) -> String {
    match index.index(VALUES.len() + 4) {
        at if at < VALUES.len() => VALUES[at].to_owned(),
        at => match at - VALUES.len() {
            0 => format!("{}{}", "[".repeat(20_000), "]".repeat(20_000)),
            1 => format!("{}1{}", r#"{"a":"#.repeat(5_000), "}".repeat(5_000)),
            2 => format!("\"{}\"", "long ".repeat(8_000)),
            _ => "9".repeat(5_000),
        },
    }
}
