//! Enrollment: how a client comes to an identity of its own, over what is stored of one.
//!
//! [`enroll`] loads what is stored under a name and asks the server whether it is still known. If it is not, or if there is
//! nothing, it registers and stores what the server gives. What is stored, asked and registered says an [`Enroll`], which is
//! generated.
//!
//! - Only a status that means so makes stored credentials stale. Any other failure of the check accepts them: a server that
//!   cannot be reached is no reason to register anew.
//! - What was registered is stored before the client is made, so that it is not lost.
//! - Two programs that enroll the same name at the same time both register; what is stored last stays.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
#[cfg(feature = "token")]
use std::sync::OnceLock;
use std::time::Duration;

use crate::client::Client;
use crate::connection::{ClientBuilder, ConnectError};
use crate::credential_store::{CredentialStore, CredentialStoreError, FileNames};
use crate::future::{BoxError, BoxFuture};
use crate::model::Model;
#[cfg(feature = "token")]
use crate::token::TokenProvider;

/// What is particular about the enrollment of a client.
pub trait Enroll: Send + Sync {
    /// The client that there is in the end.
    type Client: Send;
    /// What is stored.
    type Stored: Model + Send + Sync;
    /// Where it is stored.
    const PLACE: StorePlace;
    /// The statuses which say that what is stored is known no more.
    const STALE: &'static [u16];

    /// The name, and what the program said.
    fn setup(&self) -> &Setup<Self::Client>;

    /// Asks the server whether what is stored is known.
    fn check<'e>(&'e self, stored: &'e Self::Stored) -> BoxFuture<'e, Result<(), EnrollmentError>>;

    /// Registers, and says in which way.
    fn register(&self) -> BoxFuture<'_, Result<(Self::Stored, Obtained), EnrollmentError>>;

    /// The client for what is stored.
    ///
    /// # Errors
    /// When it cannot be made.
    fn client(&self, stored: &Self::Stored, obtained: Obtained) -> Result<Self::Client, EnrollmentError>;
}

/// How credentials were obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obtained {
    /// They were stored.
    Stored,
    /// They were registered in the way at this position.
    Registered(usize),
}

/// A client with an identity: the one that is stored, or a new one.
///
/// # Errors
/// When credentials cannot be read or stored, when there is no way to register, when that fails, and when the client cannot be
/// made.
pub async fn enroll<E: Enroll>(enrollment: &E) -> Result<E::Client, EnrollmentError> {
    let setup = enrollment.setup();
    let store = match &setup.store {
        Some(store) => store.clone(),
        None => E::PLACE.open()?,
    };
    if !setup.is_forced
        && let Some(stored) = store.load::<E::Stored>(&setup.name)?
    {
        if !is_stale(&enrollment.check(&stored).await, E::STALE) {
            return enrollment.client(&stored, Obtained::Stored);
        }
        store.delete(&setup.name)?;
    }
    let (stored, obtained) = enrollment.register().await?;
    store.save(&setup.name, &stored)?;
    enrollment.client(&stored, obtained)
}

fn is_stale(checked: &Result<(), EnrollmentError>, stale: &[u16]) -> bool {
    let status = checked.as_ref().err().and_then(EnrollmentError::status);
    status.is_some_and(|status| stale.contains(&status))
}

/// A directory below that of the user.
#[derive(Debug, Clone, Copy)]
pub struct StorePlace {
    directory: &'static str,
    names: FileNames,
}

impl StorePlace {
    /// This directory below that of the user.
    pub const fn new(directory: &'static str, names: FileNames) -> Self {
        Self { directory, names }
    }

    /// The store there.
    ///
    /// # Errors
    /// When it is not known which directory is that of the user.
    pub fn open(self) -> Result<CredentialStore, EnrollmentError> {
        let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty()).ok_or(EnrollmentError::NoHome)?;
        let directory = self.directory.split('/').fold(home, |directory: PathBuf, part| directory.join(part));
        Ok(CredentialStore::new(directory).with_file_names(self.names))
    }
}

type Change<C> = Arc<dyn Fn(ClientBuilder<C>) -> ClientBuilder<C> + Send + Sync>;

/// What every enrollment can be told.
pub struct Setup<C> {
    name: String,
    is_forced: bool,
    store: Option<CredentialStore>,
    change: Option<Change<C>>,
    /// What gives tokens to the first client, and then to all others: a refresh token is worth nothing once it was used.
    #[cfg(feature = "token")]
    tokens: Arc<OnceLock<Arc<TokenProvider>>>,
}

impl<C> Setup<C> {
    /// Credentials of this name.
    pub fn new(name: String) -> Self {
        Self {
            name,
            is_forced: false,
            store: None,
            change: None,
            #[cfg(feature = "token")]
            tokens: Arc::default(),
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Registers, whatever is stored.
    pub fn force_new(&mut self) {
        self.is_forced = true;
    }

    /// Stores credentials here.
    pub fn store(&mut self, store: CredentialStore) {
        self.store = Some(store);
    }

    /// Changes how the client connects, for its checks and registrations too.
    pub fn connection(&mut self, change: impl Fn(ClientBuilder<C>) -> ClientBuilder<C> + Send + Sync + 'static) {
        self.change = Some(Arc::new(change));
    }

    /// The builder as the program wants it.
    pub fn changed(&self, builder: ClientBuilder<C>) -> ClientBuilder<C> {
        #[cfg(feature = "token")]
        let builder = match self.tokens.get() {
            Some(tokens) => builder.tokens(tokens.clone()),
            None => builder,
        };
        match &self.change {
            Some(change) => change(builder),
            None => builder,
        }
    }
}

impl<C: From<Client>> Setup<C> {
    /// The client for one call: without retries, and within this time if that is said.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn caller(&self, builder: ClientBuilder<C>, timeout: Option<Duration>) -> Result<C, EnrollmentError> {
        let builder = self.changed(builder);
        #[cfg(feature = "retry")]
        let builder = builder.without_retry();
        let builder = match timeout {
            Some(timeout) => builder.timeout(timeout),
            None => builder,
        };
        let client = builder.connect()?;
        #[cfg(feature = "token")]
        if let Some(tokens) = client.tokens() {
            self.tokens.get_or_init(|| tokens.clone());
        }
        Ok(C::from(client))
    }
}

impl<C> Clone for Setup<C> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            is_forced: self.is_forced,
            store: self.store.clone(),
            change: self.change.clone(),
            #[cfg(feature = "token")]
            tokens: self.tokens.clone(),
        }
    }
}

impl<C> fmt::Debug for Setup<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Setup")
            .field("name", &self.name)
            .field("is_forced", &self.is_forced)
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

/// Why a client has no identity. Never shows a credential.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnrollmentError {
    /// It is not known which directory is that of the user.
    #[error("the directory of the user is not known: give the enrollment a store")]
    NoHome,
    /// Credentials cannot be read or stored.
    #[error(transparent)]
    Store(#[from] CredentialStoreError),
    /// Nothing is stored, and what is needed to register is not given.
    #[error("there is no way to register: {needs}")]
    NoWay {
        /// What would be needed.
        needs: &'static str,
    },
    /// The client cannot be made.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// No key can be made.
    #[error("no key can be made")]
    Key(#[source] BoxError),
    /// The call fails.
    #[error("the server was asked for an identity, and that failed")]
    Call {
        /// The status that the server answered with, if that is why.
        status: Option<u16>,
        /// The error of the client.
        source: BoxError,
    },
}

impl EnrollmentError {
    /// A call that fails, with the status that the server answered with, if that is why.
    pub fn call(status: Option<u16>, source: impl Into<BoxError>) -> Self {
        Self::Call { status, source: source.into() }
    }

    /// A key that cannot be made.
    pub fn key(source: impl Into<BoxError>) -> Self {
        Self::Key(source.into())
    }

    /// The status that the server answered with, if that is why.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Call { status, .. } => *status,
            _ => None,
        }
    }
}
