//! All that may go wrong, by kinds that are counted.

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $words:literal,)*) => {
        /// Something that goes wrong, or that nobody expects.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// What it is, in few words.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

faults! {
    /// The request is lost on its way, and the page hears so.
    LostRequest = "request lost",
    /// The provider has done it, and its answer is lost.
    LostAnswer = "answer lost",
    /// The provider has done it, and nothing comes back, ever.
    Silence = "silence",
    /// Nothing arrives and nothing comes back.
    Hanging = "request and answer vanish",
    /// The request arrives long after the page has given it up.
    LateRequest = "request late",
    /// The answer takes long.
    SlowAnswer = "answer slow",
    /// A gateway's page with 502.
    BadGateway = "gateway 502",
    /// A gateway's answer with 504.
    GatewayTimeout = "gateway 504",
    /// A page of somebody's with 200.
    PageFor200 = "HTML 200",
    /// A page of somebody's with 404.
    PageFor404 = "HTML 404",
    /// Nothing but a 403.
    Empty403 = "empty 403",
    /// An answer that is cut short.
    CutShort = "truncated JSON",
    /// Too many requests.
    TooFast = "1302",
    /// Too many tasks.
    NoSlot = "1303",
    /// A gateway that wants fewer requests, and says when.
    Busy = "429 with Retry-After",
    /// 5xx in the provider's own envelope.
    Broken = "5xx in the envelope",
    /// A token whose time is refused.
    TokenTime = "1004",
    /// A status that nobody knows.
    UnknownStatus = "unknown status",
    /// A finished task without its files.
    NoFiles = "finished without files",
    /// The provider does not list yet what it has.
    EarlyDenial = "early denial",
    /// The provider keeps a finished task no longer.
    Forgotten = "task forgotten",
    /// A file that is cut short.
    CutFile = "file cut short",
    /// A link that has expired.
    ExpiredLink = "link expired",
    /// A file that can't be decoded.
    Undecodable = "file undecodable",
    /// The page dies.
    Crash = "page dies",
    /// Another tab is opened.
    SecondTab = "tab opened",
    /// The clock jumps, as after sleep.
    ClockJump = "clock jumps",
    /// The clock is set back.
    ClockBack = "clock set back",
    /// A timer fires late.
    LateTimer = "timer late",
    /// The page is told to look when nothing is due.
    Returned = "page returns",
    /// The store takes nothing for a while.
    StoreFails = "store fails",
    /// The store takes its time.
    SlowStore = "store slow",
    /// There is no key for a while.
    NoKey = "no key",
    /// The user stops a job.
    Cancel = "user cancels",
    /// The user takes a job up.
    Resume = "user resumes",
    /// The user has a create sent again.
    SendAgain = "user sends again",
    /// The user holds on to a job, or no longer does.
    Favourite = "user holds on",
    /// The user removes a job.
    Remove = "user removes",
    /// The user lets no create leave for a while.
    Pause = "user pauses",
    /// The user moves a job in its queue.
    Move = "user reorders",
    /// Nobody looks at the page.
    Hidden = "page hidden",
}
