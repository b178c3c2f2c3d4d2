//! A worker of the page's sandbox, which films, dubs, and looks at videos.

#[cfg(target_arch = "wasm32")]
fn main() {
    use foley_sandbox::{Made, Order};
    use foley_sandbox_studio::{dub, film, look};

    foley_sandbox_studio::run(async |order| match order {
        Order::Film(filmed) => Ok(film(&filmed)),
        Order::Dub(dubbed) => dub(&fetch(&dubbed.url).await, &dubbed.sound),
        Order::Look(url) => Ok(Made::Seen(look(&fetch(&url).await))),
        Order::Sound(_) | Order::Mp3(_) | Order::Speech(_) => {
            Err("This worker films only".to_owned())
        }
    });
}

/// The bytes of somebody's video. What the page may not read may be there all the same.
#[cfg(target_arch = "wasm32")]
async fn fetch(url: &str) -> Result<Vec<u8>, foley_sandbox::Sight> {
    use foley_browser::Unread;
    use foley_sandbox::Sight;

    let file = foley_browser::read_file(url, foley_sandbox_studio::LARGEST_VIDEO).await;
    file.map_err(|why| match why {
        Unread::TooLarge => Sight::TooLarge,
        Unread::NotThere => Sight::Unreachable,
        Unread::Forbidden => Sight::Unseen,
    })
}

/// It has a meaning in a browser only; natively there is `foley-server`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
