//! The workers that the sandbox's worker has, and what one request has had from them.
//!
//! The sandbox asks for a thing in the middle of an answer, and can't wait there. So the first time it
//! gets nothing; the thing is made, and the sandbox is asked the same again, and then has it.

use std::cell::RefCell;
use std::rc::Rc;

use foley_browser::Maker;
use foley_sandbox::{Made, NotMade, Order, Studio};
use futures::FutureExt;
use futures::future::LocalBoxFuture;

type Outcome = Result<Made, String>;

/// All the workers, none of which is fetched before it is needed.
pub(crate) struct Hands {
    mp3: Maker<Made>,
    voice: Maker<Made>,
    english: Maker<Made>,
    film: Maker<Made>,
}

impl Hands {
    pub(crate) fn new() -> Self {
        Self {
            mp3: maker("mp3"),
            voice: maker("voice"),
            english: maker("english"),
            film: maker("film"),
        }
    }

    async fn make(&self, order: Order) -> Outcome {
        match &order {
            Order::Sound(scored) => Ok(Made::File(scored.play())),
            Order::Mp3(_) => self.mp3.make(order).await,
            Order::Film(_) | Order::Dub(_) | Order::Look(_) => self.film.make(order).await,
            Order::Speech(spoken) if spoken.is_english() => {
                // It says nothing of what it can't read, and then the other voice does.
                match self.english.make(order.clone()).await {
                    Ok(made) => Ok(made),
                    Err(_) => self.voice.make(order).await,
                }
            }
            Order::Speech(_) => self.voice.make(order).await,
        }
    }
}

fn maker(name: &str) -> Maker<Made> {
    Maker::new(&format!("./foley-worker.js?foley-sandbox-{name}"))
}

/// What one request has had, and what it still wants.
pub(crate) struct Had {
    hands: Rc<Hands>,
    had: Rc<RefCell<Vec<(Order, Outcome)>>>,
    wanted: RefCell<Option<Order>>,
}

impl Had {
    pub(crate) fn new(hands: Rc<Hands>) -> Self {
        Self { hands, had: Rc::default(), wanted: RefCell::default() }
    }

    /// What has to be had before the answer is one.
    pub(crate) fn first(&self) -> Option<LocalBoxFuture<'static, ()>> {
        let order = self.wanted.take()?;
        let (hands, had) = (Rc::clone(&self.hands), Rc::clone(&self.had));
        let make = async move {
            let made = hands.make(order.clone()).await;
            had.borrow_mut().push((order, made));
        };
        Some(make.boxed_local())
    }
}

impl Studio for Had {
    fn make(&self, order: &Order) -> Result<Made, NotMade> {
        // That takes no other worker.
        if let Order::Sound(scored) = order {
            return Ok(Made::File(scored.play()));
        }
        if let Some((_, made)) = self.had.borrow().iter().find(|(known, _)| known == order) {
            return made.clone().map_err(NotMade::Ever);
        }
        // What is wanted after it may depend on it.
        self.wanted.borrow_mut().get_or_insert_with(|| order.clone());
        Err(NotMade::Yet)
    }
}
