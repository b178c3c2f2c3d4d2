//! Which part of a list is asked for, by Kling's rules.

use crate::refusal::Refusal;
use crate::route;

/// A page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    /// How many there are before it.
    pub(crate) skip: usize,
    /// How many there are on it.
    pub(crate) take: usize,
}

impl Page {
    /// `pageNum` from 1 to 1000, 1 as usual, and `pageSize` from 1 to 500, 30 as usual.
    pub(crate) fn of(url: &str) -> Result<Self, Refusal> {
        let number = part(url, "pageNum", 1, 1000)?;
        let size = part(url, "pageSize", 30, 500)?;
        Ok(Self { skip: (number - 1) * size, take: size })
    }
}

fn part(url: &str, name: &str, usual: usize, most: usize) -> Result<usize, Refusal> {
    match route::query(url, name) {
        None => Ok(usual),
        Some(text) => text
            .parse()
            .ok()
            .filter(|number| (1..=most).contains(number))
            .ok_or_else(|| Refusal::illegal(format!("{name} must be between 1 and {most}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_within_bounds() {
        assert_eq!(Page::of("/x"), Ok(Page { skip: 0, take: 30 }));
        assert_eq!(Page::of("/x?pageNum=3&pageSize=500"), Ok(Page { skip: 1000, take: 500 }));
        for bad in
            ["pageNum=0", "pageNum=1001", "pageSize=0", "pageSize=501", "pageNum=-1", "pageSize="]
        {
            assert!(Page::of(&format!("/x?{bad}")).is_err(), "{bad}");
        }
    }
}
