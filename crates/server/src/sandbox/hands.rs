//! Those who make what the sandbox itself can't, off the threads that sockets wait for, and what they made
//! last.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use foley_sandbox::{Made, NotMade, Order, Studio};
use foley_sandbox_studio::Everybody;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use super::video;

/// How many bytes of what was made are kept at hand: a player asks for a file many times, a part each.
const SHELF: usize = 64 * 1024 * 1024;

type Outcome = Result<Made, NotMade>;

/// All who make things, and their shelf.
pub(crate) struct Hands {
    /// As many at once as the machine has cores: each takes one, and room for a whole file.
    at_work: Semaphore,
    shelf: Mutex<Shelf>,
}

/// What was made last, the newest last.
#[derive(Default)]
struct Shelf {
    made: VecDeque<(Order, Made)>,
    bytes: usize,
}

impl Hands {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { at_work: Semaphore::new(cores), shelf: Mutex::default() }
    }

    /// Makes something, or takes it from the shelf.
    pub(crate) async fn make(&self, order: Order) -> Outcome {
        if let Some(made) = self.shelf().find(&order) {
            return Ok(made);
        }
        let Ok(_at_work) = self.at_work.acquire().await else {
            return Err(NotMade::Ever("The sandbox is about to stop".to_owned()));
        };
        let making = tokio::task::spawn_blocking(move || {
            let fetch = |url: &str| Handle::current().block_on(video::fetch(url));
            let made = Everybody(fetch).make(&order);
            (order, made)
        });
        let Ok((order, made)) = making.await else {
            return Err(NotMade::Ever("The sandbox failed at making this".to_owned()));
        };
        if let Ok(made) = &made {
            self.shelf().put(order, made);
        }
        made
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        // What is on it is whole, whoever was at it.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn find(&self, order: &Order) -> Option<Made> {
        self.made.iter().find(|(known, _)| known == order).map(|(_, made)| made.clone())
    }

    fn put(&mut self, order: Order, made: &Made) {
        // A video that somebody else has may be another the next time.
        let is_ours = !matches!(order, Order::Look(_) | Order::Dub(_));
        let size = size(&order, made);
        if !is_ours || size > SHELF / 4 {
            return;
        }
        self.bytes += size;
        self.made.push_back((order, made.clone()));
        while self.bytes > SHELF
            && let Some((order, made)) = self.made.pop_front()
        {
            self.bytes -= self::size(&order, &made);
        }
    }
}

/// How many bytes are held by what was made, and by what it was made of.
fn size(order: &Order, made: &Made) -> usize {
    let of = match order {
        Order::Mp3(wav) => wav.len(),
        Order::Film(filmed) => filmed.sound.len(),
        _ => 0,
    };
    let made = match made {
        Made::File(bytes) => bytes.len(),
        Made::Seen(_) => 0,
    };
    of + made + 256
}

/// What one request has had, and what it still wants.
#[derive(Default)]
pub(crate) struct Had {
    had: Vec<(Order, Outcome)>,
    wanted: RefCell<Option<Order>>,
}

impl Had {
    /// What has to be made before there is an answer.
    pub(crate) fn wanted(&self) -> Option<Order> {
        self.wanted.take()
    }

    /// It was made.
    pub(crate) fn has(&mut self, order: Order, made: Outcome) {
        self.had.push((order, made));
    }
}

impl Studio for Had {
    fn make(&self, order: &Order) -> Outcome {
        if let Some((_, made)) = self.had.iter().find(|(known, _)| known == order) {
            return made.clone();
        }
        // What is wanted after it may depend on it.
        self.wanted.borrow_mut().get_or_insert_with(|| order.clone());
        Err(NotMade::Yet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(n: u8) -> Order {
        Order::Mp3(vec![n; 8])
    }

    #[test]
    fn the_shelf_holds_what_was_made_last_and_no_more_than_it_can() {
        let mut shelf = Shelf::default();
        let file = Made::File(vec![0; SHELF / 5]);
        for n in 0..20 {
            shelf.put(order(n), &file);
            assert!(shelf.bytes <= SHELF);
        }
        assert_eq!(shelf.find(&order(19)), Some(file.clone()));
        assert_eq!(shelf.find(&order(0)), None);
        shelf.put(order(20), &Made::File(vec![0; SHELF]));
        assert_eq!(shelf.find(&order(20)), None);
        shelf.put(Order::Look("https://a.example/".to_owned()), &file);
        assert_eq!(shelf.find(&Order::Look("https://a.example/".to_owned())), None);
    }

    #[tokio::test]
    async fn what_was_made_once_is_not_made_again() {
        let hands = Hands::new();
        let scored = foley_sandbox::Scored {
            prompt: "Rain".to_owned(),
            music: None,
            close: false,
            tenths: 30,
            variation: 0,
        };
        let order = Order::Sound(scored);
        let first = hands.make(order.clone()).await.expect("it can be made");
        assert_eq!(hands.shelf().find(&order), Some(first.clone()));
        assert_eq!(hands.make(order).await, Ok(first));
        assert_eq!(hands.shelf().made.len(), 1);
    }
}
