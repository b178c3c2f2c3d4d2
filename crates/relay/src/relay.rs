//! The relay itself: what is made of a request, and of what came back.

use foley_core::{
    BaseUrl, Capability, Credential, Dialect, HttpRequest, HttpResponse, Method, Provider,
    UnixMillis,
};

use crate::origins::Whose;
use crate::places::{Places, resolved};
use crate::route::Route;
use crate::{
    Asked, Call, Exchange, FileCall, Kind, Origins, Passed, Refusal, TicketSecret, Wanted, Way,
    body, headers, ticket,
};

/// The largest body that is taken. A create has a few hundred bytes.
pub const BODY_LIMIT: usize = 64 * 1024;

/// How long a browser may go by the answer to a preflight, in seconds.
const PREFLIGHT_SECONDS: &str = "600";

/// A provider that is served, and what it wants to see.
#[derive(Clone, Debug)]
pub struct Account {
    provider: Provider,
    pub(crate) credential: Credential,
}

impl Account {
    /// The provider is served below its id: `/kling`, `/cometapi`, `/apimodels`.
    #[must_use]
    pub const fn new(provider: Provider, credential: Credential) -> Self {
        Self { provider, credential }
    }

    /// What its paths begin with, without a slash.
    #[must_use]
    pub fn name(&self) -> &str {
        self.provider.id.as_str()
    }

    /// The provider.
    #[must_use]
    pub const fn provider(&self) -> &Provider {
        &self.provider
    }
}

/// A relay's set-up. See the [crate's page](crate).
#[derive(Clone, Debug)]
pub struct Relay {
    pub(crate) accounts: Vec<Account>,
    origins: Origins,
    base_url: BaseUrl,
    secret: TicketSecret,
    places: Places,
}

impl Relay {
    /// A relay for these accounts and origins. Its links begin with `base_url`, at which pages reach it,
    /// and are signed by `secret`.
    #[must_use]
    pub fn new(
        accounts: Vec<Account>,
        origins: Origins,
        base_url: BaseUrl,
        secret: TicketSecret,
    ) -> Self {
        let own = accounts.iter().map(|account| account.provider.base_url.clone());
        let places = Places::new(own);
        Self { accounts, origins, base_url, secret, places }
    }

    /// Those that are served.
    #[must_use]
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The provider that an exchange is with, by its name in paths; a dash where it is with none.
    #[must_use]
    pub fn provider_of(&self, exchange: &Exchange) -> &str {
        let account = exchange.account.and_then(|index| self.accounts.get(index));
        account.map_or("-", Account::name)
    }

    /// Reads the head of a request that arrives at this time. What comes of it is the answer of
    /// [`Relay::refuse`] where it is refused.
    pub fn read(&self, asked: &Asked<'_>, now: UnixMillis) -> (Exchange, Result<Wanted, Refusal>) {
        let target = asked.target.split('#').next().unwrap_or_default();
        let (first, rest) = parted(target);
        let account = self.accounts.iter().position(|account| account.name() == first);
        let dialect = account.and_then(|index| self.accounts.get(index));
        let dialect = dialect.map(|account| account.provider.dialect);
        let is_file = first == "media";
        let mut exchange = Exchange {
            id: asked.id.to_owned(),
            kind: if is_file { Kind::File } else { Kind::Unknown },
            account,
            // Whoever asks for nobody is answered as Kling would.
            dialect: if is_file { None } else { dialect.or(Some(Dialect::Kling)) },
            origin: None,
        };
        if target == "/healthz" {
            exchange.kind = Kind::Health;
            return (exchange, self.health(asked.method));
        }
        let whose = self.origins.whose(asked.headers, self.base_url.origin());
        if let Whose::Known(origin) = &whose {
            exchange.origin = Some(origin.clone());
        }
        let is_preflight = asked.method == "OPTIONS";
        if is_preflight {
            exchange.kind = Kind::Preflight;
        }
        match whose {
            Whose::Other => return (exchange, Err(Refusal::Origin)),
            // An element of a page that plays a file names no origin. Its ticket is what says that it
            // may: only pages that may ask were given one.
            Whose::Unsaid if is_preflight || !(is_file || self.origins.takes_none()) => {
                return (exchange, Err(Refusal::NoOrigin));
            }
            Whose::Known(_) | Whose::Unsaid => {}
        }
        if is_preflight {
            return (exchange, Ok(Wanted::Answered(preflight(is_file))));
        }
        if is_file {
            let file = self.file(asked, target, now);
            return (exchange, file.map(Wanted::File));
        }
        let Some((index, account)) =
            account.and_then(|index| Some((index, self.accounts.get(index)?)))
        else {
            return (exchange, Err(self.unknown_provider()));
        };
        match Route::of(&account.provider, asked.method, rest) {
            Ok(what) => {
                exchange.kind = match &what {
                    Route::Create(_) => Kind::Create,
                    Route::Look(kind, _) => *kind,
                };
                let headers = headers::on(asked.headers);
                (exchange, Ok(Wanted::Call(Call { account: index, headers, what })))
            }
            Err(refusal) => (exchange, Err(refusal)),
        }
    }

    /// Looks at the body of a call, which is empty where it only looks, and signs the call for the time
    /// at which it leaves.
    ///
    /// # Errors
    /// What is wrong with the body.
    pub fn passed(&self, call: Call, body: &[u8], now: UnixMillis) -> Result<Passed, Refusal> {
        if body.len() > BODY_LIMIT {
            return Err(Refusal::TooLarge(BODY_LIMIT));
        }
        let Some(Account { provider, credential }) = self.accounts.get(call.account) else {
            return Err(self.unknown_provider());
        };
        let mut request = match call.what {
            Route::Look(_, _) if !body.is_empty() => {
                return Err(Refusal::Body("who only looks sends no body".to_owned()));
            }
            Route::Look(_, request) => request,
            Route::Create(known) => self.create(provider, &known, body, now)?,
        };
        // A body is JSON whatever a page calls it; and what only looks has none.
        let is_create = request.body.is_some();
        let named = call.headers.into_iter().filter(|(name, _)| name != "content-type");
        request.headers.extend(named);
        if is_create {
            request.headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        // It is at the provider's own address, so that it can't go anywhere else.
        credential.authorize(&mut request, provider, now).map_err(|_| Refusal::NotSent)?;
        Ok(Passed(request))
    }

    fn create(
        &self,
        provider: &Provider,
        known: &[&'static Capability],
        body: &[u8],
        now: UnixMillis,
    ) -> Result<HttpRequest, Refusal> {
        let path = known.first().map(|capability| capability.path).ok_or(Refusal::Path)?;
        let body = body::checked(body, known, |link| self.original(link, now))?;
        let url = format!("{}{}{path}", provider.base_url, provider.path_prefix());
        Ok(HttpRequest { method: Method::Post, url, headers: Vec::new(), body: Some(body) })
    }

    /// Where a file's host sends on to, looked at as the first address was.
    ///
    /// # Errors
    /// [`Refusal::Elsewhere`] where that is not fetched from.
    pub fn sent_on(&self, file: FileCall, location: &str) -> Result<FileCall, Refusal> {
        let url = resolved(&file.url, location).ok_or(Refusal::FileNotHad)?;
        let way = self.places.way(&url).ok_or(Refusal::Elsewhere)?;
        // Nobody but a provider on this machine leads to a file on this machine.
        if file.way == Way::Public && !url.starts_with("https://") {
            return Err(Refusal::Elsewhere);
        }
        Ok(FileCall { url, way, ..file })
    }

    fn file(&self, asked: &Asked<'_>, target: &str, now: UnixMillis) -> Result<FileCall, Refusal> {
        let is_head = match asked.method {
            "GET" => false,
            "HEAD" => true,
            _ => return Err(Refusal::Method),
        };
        let url = ticket::open(&self.secret, target, now).map_err(Refusal::Ticket)?;
        // Who was given it long ago may have been given it by another set-up.
        let way = self.places.way(&url).ok_or(Refusal::Elsewhere)?;
        Ok(FileCall { url, way, is_head, headers: headers::on_to_files(asked.headers) })
    }

    /// The link through here to a file; none where it would not be fetched.
    pub(crate) fn link(&self, url: &str, now: UnixMillis) -> Option<String> {
        self.places.way(url)?;
        Some(format!("{}{}", self.base_url, ticket::path(&self.secret, url, now)))
    }

    /// The address that a link of ours stands for; `None` where it is not ours.
    fn original(&self, link: &str, now: UnixMillis) -> Result<Option<String>, Refusal> {
        let ours = link.strip_prefix(self.base_url.as_str());
        match ours.filter(|path| path.starts_with("/media/")) {
            Some(path) => ticket::open(&self.secret, path, now).map(Some).map_err(|bad| {
                let words = Refusal::Ticket(bad).words();
                Refusal::Body(format!("video_url: {words}"))
            }),
            None => Ok(None),
        }
    }

    fn health(&self, method: &str) -> Result<Wanted, Refusal> {
        if !matches!(method, "GET" | "HEAD") {
            return Err(Refusal::Method);
        }
        let headers = vec![("content-type".to_owned(), "text/plain; charset=utf-8".to_owned())];
        Ok(Wanted::Answered(HttpResponse { status: 200, headers, body: b"ok\n".to_vec() }))
    }

    fn unknown_provider(&self) -> Refusal {
        let served: Vec<_> =
            self.accounts.iter().map(|account| format!("/{}", account.name())).collect();
        Refusal::Provider(served.join(", "))
    }
}

/// The first part of a path, and all that follows it.
fn parted(target: &str) -> (&str, &str) {
    let path = target.strip_prefix('/').unwrap_or_default();
    path.split_at(path.find(['/', '?']).unwrap_or(path.len()))
}

/// A browser is told what a page may send. It may send no key: there is one here.
fn preflight(is_file: bool) -> HttpResponse {
    let methods = if is_file { "GET, HEAD" } else { "GET, POST" };
    let headers = [
        ("access-control-allow-methods", methods),
        ("access-control-allow-headers", "content-type, accept, range"),
        ("access-control-max-age", PREFLIGHT_SECONDS),
    ];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    HttpResponse { status: 204, headers: headers.map(owned).into(), body: Vec::new() }
}
