//! Texts that were made to hurt whoever reads them, and what property tests make of them; for the tests of several
//! crates.

use proptest::{collection::vec, prelude::*, sample::select};

/// What stands in the way of careless readers: other digits and letters, marks that are not seen, characters that change
/// their length with their case or form, and signs that mean something somewhere.
pub(crate) const PIECES: [&str; 64] = [
    "",
    " ",
    "\0",
    "\t",
    "\r\n",
    "\u{b}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}",
    "\u{2028}",
    "\u{2066}",
    "\u{3000}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{301}",
    "\u{327}\u{301}",
    "\u{1100}\u{1161}",
    "\u{fb03}",
    "ß",
    "ẞ",
    "ı",
    "İ",
    "ΑΣ",
    "ς",
    "ñ",
    "n\u{303}",
    "Å",
    "ａ",
    "１",
    "٣",
    "²",
    "½",
    "Ⅷ",
    "漢",
    "𝟙",
    "😀",
    "👩\u{200d}👧",
    "\"",
    "\\",
    "'",
    "`",
    "<",
    "%",
    "%00",
    "%2f",
    "%e2%80",
    "..",
    "/",
    "@",
    ":",
    "[::1]",
    "#",
    "?",
    "=",
    "-",
];

/// The texts of a reader's own language with some of their characters replaced, or any text at all, control characters
/// among it.
pub(crate) fn texts(language: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(PIECES.to_vec()).prop_map(str::to_owned),
        select(language).prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[ -~]{1,3}",
    ];
    let change = (any::<prop::sample::Index>(), 0_usize..4, piece);
    let changed = (select(language), vec(change, 0..5)).prop_map(|(text, changes)| {
        changes.into_iter().fold(text.to_owned(), |text, (place, dropped, piece)| {
            let characters: Vec<char> = text.chars().collect();
            let (before, after) = characters.split_at(place.index(characters.len() + 1));
            before.iter().copied().chain(piece.chars()).chain(after.iter().copied().skip(dropped)).collect()
        })
    });
    prop_oneof![4 => changed, 1 => vec(any::<char>(), 0..40).prop_map(String::from_iter)]
}
