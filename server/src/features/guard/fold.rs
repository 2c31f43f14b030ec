//! A text as the rules read it: plain ASCII, one byte for one character, with the place each came from. What people
//! cannot see (zero-width and directional characters, accents, soft hyphens) is left out, digits of every script become
//! 0 to 9, a letter of another script an x or X. The web app's `features/guard/fold.ts` does the same.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A folded text.
pub struct Folded {
    /// The text.
    pub text: String,
    /// Which character of the original each byte came from, in Unicode scalar values.
    pub from: Vec<usize>,
}

/// The zero of digits that compatibility decomposition leaves as they are.
const ZEROS: [u32; 14] =
    [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0];

/// Folds a text; a run of spaces becomes one.
pub fn fold(original: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(original.len()), from: Vec::with_capacity(original.len()) };
    for (at, character) in original.chars().enumerate() {
        let Some(plain) = ascii_of(character) else { continue };
        if plain == ' ' && folded.text.ends_with(' ') {
            continue;
        }
        folded.text.push(plain);
        folded.from.push(at);
    }
    folded
}

/// The words of a name as they are compared: folded, in small letters; single letters are none.
pub fn plain_words(name: &str) -> impl Iterator<Item = String> {
    let plain = fold(name).text.to_ascii_lowercase();
    let words: Vec<String> = plain
        .split(|letter: char| !letter.is_ascii_lowercase() && letter != '\'')
        .filter(|word| word.len() > 1)
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

fn ascii_of(character: char) -> Option<char> {
    match character {
        '\n' => return Some('\n'),
        '\0'..=' ' | '\x7f' => return Some(' '),
        '!'..='~' => return Some(character),
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => return None,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => return None,
        _ if is_combining_mark(character) => return None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => return Some('-'),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' => return Some('\''),
        _ => {}
    }
    let code = u32::from(character);
    if let Some(zero) = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)) {
        return char::from_digit(code - zero, 10);
    }
    let first = std::iter::once(character).nfkd().next().filter(|first| matches!(first, ' '..='~'));
    Some(match first {
        Some(first) => first,
        None if character.is_uppercase() => 'X',
        None if character.is_alphabetic() => 'x',
        None if character.is_whitespace() => ' ',
        None => '~',
    })
}
