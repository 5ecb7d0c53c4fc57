//! The `clients` section.

mod cache;
mod pages;
mod poll;
mod rate_limit;
mod reconnect;
mod rpc;

use std::borrow::Cow;

use self::rpc::{RpcEndpoint, RpcOperation};
use super::words::{Anything, Case, Expression, Nothing, Template, Text, TextMembers, Texts, word};
use super::{Members, described, forms, keys};
use crate::model::clients;

described! {
    /// Stubs for the operations of a server.
    Client {
        /// How query parameters are spelled on the wire.
        case: Option<Case>,
        /// The kinds of servers that it can speak to; the first is the default.
        profiles: Option<Members<Profile>>,
        /// The form of the bodies that it sends.
        json: Option<JsonForm>,
        /// How the client connects.
        connection: Option<Connection>,
        /// What it proves itself with; the first that is there.
        auth: Option<Vec<Auth>>,
        /// When a request is sent again.
        retry: Option<Retry>,
        /// The error of its operations.
        errors: Option<Text>,
        /// How many requests there may be.
        rate_limit: Option<rate_limit::RateLimit>,
        /// Which responses are kept.
        cache: Option<cache::Cache>,
        /// Where it speaks GraphQL.
        graphql: Option<GraphqlEndpoint>,
        /// Values that it holds, so that calls need not give them.
        values: Option<Members<HeldValue>>,
        /// Places of the server that it hands on to other software.
        endpoints: Option<Members<Place>>,
        /// Where it speaks JSON-RPC.
        rpc: Option<RpcEndpoint>,
        /// The operations.
        operations: Members<Operation>,
    }
}

described! {
    /// A place of the server that other software calls, at a path or where a reference leads.
    Place {
        /// The path.
        path: Option<Template>,
        /// The references that lead there.
        reference: Option<Text>,
        /// The kind that the references are of.
        kind: Option<Text>,
        /// What it is called.
        name: Option<PlaceNames>,
        /// The headers of requests.
        headers: Option<PlaceHeaders>,
    }
}

forms! {
    /// A name, or cases of which the first that holds says it.
    PlaceNames {
        One(Text),
        Cases(Vec<PlaceName>),
    }
}

keys! {
    /// What an endpoint is called, in some cases.
    PlaceName {
        /// Whether the reference has a subject.
        subject: Option<SubjectCondition>,
        /// The keys of the reference: `primary`, `concrete`, or texts.
        key: Option<Texts>,
        /// The name; `{subject}`, `{key}` and `{reference}` stand for parts of the reference.
        name: Text,
    }
}

word!(SubjectCondition, [("none", false), ("some", true)], "Whether there is a subject.");

/// What headers hold, by their names.
struct PlaceHeaders;

impl schemars::JsonSchema for PlaceHeaders {
    fn schema_name() -> Cow<'static, str> {
        "PlaceHeaders".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let header = generator.subschema_for::<PlaceHeader>();
        schemars::json_schema!({ "type": "object", "additionalProperties": header })
    }
}

forms! {
    /// A text in all requests, or what the client holds.
    PlaceHeader {
        Fixed(Text),
        From(HeldHeader),
    }
}

keys! {
    /// What the client holds, in a header.
    HeldHeader {
        /// The value of the client.
        from: Text,
        /// The members of a selector that are sent.
        only: Option<Texts>,
    }
}

forms! {
    /// A type or the name of a selector, or a value in full.
    HeldValue {
        Short(Expression),
        Long(LongHeldValue),
    }
}

keys! {
    /// A value that a client holds.
    LongHeldValue {
        /// What it is, in Markdown; becomes part of the documentation of the client.
        doc: Option<Text>,
        /// The type, or the name of a selector; `?` behind it where calls do without it. Without it a `string`.
        #[schemars(rename = "type")]
        ty: Option<Expression>,
        /// The setting that says it: `ApiSettings.shop`.
        setting: Option<Text>,
        /// Where it is in a context: `RequestContext.shop.id`, or the name of a selector of the context.
        context: Option<Text>,
    }
}

keys! {
    /// Where a server speaks GraphQL.
    GraphqlEndpoint {
        /// The path that queries and mutations are sent to.
        path: Template,
        /// The path at which subscriptions are opened.
        socket: Option<Template>,
        /// When subscriptions connect again that do not say so themselves.
        reconnect: Option<reconnect::ReconnectPolicy>,
    }
}

forms! {
    /// An operation.
    Operation {
        Http(HttpOperation),
        Graphql(GraphqlOperation),
        Rpc(RpcOperation),
    }
}

described! {
    /// An operation over GraphQL; it is of one kind.
    GraphqlOperation {
        /// Reads this field.
        query: Option<Text>,
        /// Does what this field stands for.
        mutation: Option<Text>,
        /// Listens to this field.
        subscription: Option<Text>,
        /// What the operation is called in the document.
        name: Option<Text>,
        /// The arguments of the field, which are variables of the document.
        variables: Option<Members<Variable>>,
        /// Fields that are asked for under another name, by that name.
        aliases: Option<Members<Text>>,
        /// What the field holds; what is asked of it follows.
        returns: Expression,
        /// When the subscription connects again.
        reconnect: Option<reconnect::Reconnect>,
        /// Variables that have the value of a field of the last result then.
        resume: Option<Members<Text>>,
        /// How often it may be called.
        rate_limit: Option<rate_limit::RateLimit>,
        /// Whether its answers are kept.
        cache: Option<cache::OperationCache>,
    }
}

forms! {
    /// A type, or a variable in full.
    Variable {
        Short(Expression),
        Long(LongVariable),
    }
}

keys! {
    /// A variable of an operation over GraphQL.
    LongVariable {
        /// What it is, in Markdown; becomes part of the documentation of the operation.
        doc: Option<Text>,
        /// The type, or the name of a selector or of subjects, which have a form in GraphQL.
        #[schemars(rename = "type")]
        ty: Option<Expression>,
        /// The value of the client that it is when a call gives none. Without `type`, no call can.
        from: Option<Text>,
        /// The members of a selector that are sent.
        only: Option<Texts>,
        /// What the type is called in GraphQL, without `!` and brackets.
        graphql: Option<Text>,
        /// The name of the argument.
        wire: Option<Text>,
        /// The name of the variable in the document.
        variable: Option<Text>,
        /// Whether it is sent as `null` when it is missing.
        as_null: Option<bool>,
    }
}

described! {
    /// An operation; it has one of the methods.
    HttpOperation {
        /// Reads what is at this path.
        get: Option<Template>,
        /// Creates or does something at this path.
        post: Option<Template>,
        /// Puts something in the place of what is at this path.
        put: Option<Template>,
        /// Changes a part of what is at this path.
        patch: Option<Template>,
        /// Removes what is at this path.
        delete: Option<Template>,
        /// Arguments that go into the path by name, or where the method has them.
        arguments: Option<Members<Argument>>,
        /// Arguments that are query parameters.
        query: Option<Members<Argument>>,
        /// Arguments that are headers.
        headers: Option<Members<Argument>>,
        /// The argument that is the body.
        body: Option<Members<Argument>>,
        /// What the body of the response holds.
        returns: Option<Expression>,
        /// The credentials that it is called with, by name; `none` for none.
        auth: Option<Texts>,
        /// How that comes, where it does not come all at once.
        stream: Option<Delivery>,
        /// The only statuses of success; the first is the usual one.
        success: Option<Statuses>,
        /// What statuses mean, by status.
        statuses: Option<Members<StatusMeaning>>,
        /// What is called differently in some of the profiles of the client.
        profiles: Option<Members<ProfileNames>>,
        /// How the body is signed.
        sign: Option<BodySignature>,
        /// Whether calling it twice does the same as once, whatever its method.
        idempotent: Option<bool>,
        /// How the pages of its list follow each other.
        pages: Option<pages::Pages>,
        /// How it is asked until something has come to its end.
        poll: Option<poll::Poll>,
        /// How often it may be called.
        rate_limit: Option<rate_limit::RateLimit>,
        /// Whether its responses are kept.
        cache: Option<cache::OperationCache>,
    }
}

word!(
    MeaningWord,
    [("body", ()), ("none", ())],
    "What a status means: the body holds what is returned, or there is nothing."
);
word!(Delivery, clients::Delivery::WORDS, "How what an operation returns comes: one by one, as server-sent events.");
word!(SignatureField, clients::SignatureField::WORDS, "What a header of a signed request holds.");
word!(SignedWord, clients::SignedPart::WORDS, "A part of the signed text.");
word!(TimestampForm, clients::TimestampForm::WORDS, "How the time is written.");
word!(OnSkew, clients::OnSkew::WORDS, "What happens when clocks differ by more than signatures may.");
word!(Jitter, clients::Jitter::WORDS, "How much of an interval is chance.");

keys! {
    /// How a client connects to its server.
    Connection {
        /// Where the server is.
        base_url: Option<BaseUrl>,
        /// How long a call may take: `30s`.
        timeout: Option<Text>,
        /// How long it may take to connect: `10s`.
        connect_timeout: Option<Text>,
        /// The name that the client goes by.
        user_agent: Option<Text>,
        /// How many bytes the body of a response may have.
        body_limit: Option<i64>,
        /// The headers of every request.
        headers: Option<TextMembers>,
    }
}

forms! {
    /// A URL, or the setting that holds one.
    BaseUrl {
        Literal(Text),
        Setting(BaseUrlSetting),
    }
}

keys! {
    /// The setting that holds a base URL.
    BaseUrlSetting {
        /// A setting or a derived URL: `ApiSettings.http_url`.
        setting: Text,
        /// The URL where the setting is not given.
        default: Option<Text>,
    }
}

keys! {
    /// Credentials of one kind; it has one of the kinds.
    Auth {
        /// What the operations call it that it is only for.
        name: Option<Text>,
        /// A secret in a header.
        api_key: Option<ApiKey>,
        /// A token in the header `Authorization`.
        bearer: Option<Bearer>,
        /// A signature in headers.
        signature: Option<Signature>,
    }
}

keys! {
    /// A signature of requests.
    Signature {
        /// What the signed text is made of.
        parts: Vec<SignedPart>,
        /// What stands between two parts.
        separator: Option<Text>,
        /// The headers, and what they hold.
        headers: SignatureHeaders,
        /// How the time is written.
        timestamp: Option<TimestampForm>,
        /// The form into which bodies are brought before they are signed.
        json: Option<JsonForm>,
        /// By how much clocks may differ: `30s`.
        tolerance: Option<Text>,
        /// What happens when they differ by more.
        on_skew: Option<OnSkew>,
        /// The setting with the name of the key: `ApiSettings.key_id`.
        key_id: Text,
        /// The setting with the key, in base64: `ApiSettings.key`.
        key: Text,
    }
}

forms! {
    /// A kind of server; nothing need be said about it.
    Profile {
        Plain(Nothing),
        Described(DescribedProfile),
    }
}

keys! {
    /// A kind of server.
    DescribedProfile {
        /// What it is, in Markdown; becomes the documentation of the generated code.
        doc: Option<Text>,
    }
}

keys! {
    /// What an operation calls differently in a profile.
    ProfileNames {
        /// How the members of the body are spelled.
        case: Option<Case>,
        /// What single fields of the body are called.
        names: Option<TextMembers>,
    }
}

keys! {
    /// A signature in the body of an operation.
    BodySignature {
        /// The members of what is sent.
        body: Members<SignedMember>,
        /// What is signed.
        over: SignedObject,
        /// The form of what is signed.
        json: Option<JsonForm>,
        /// How the time is written.
        timestamp: Option<TimestampForm>,
    }
}

forms! {
    /// An object, or the member of the body that holds it.
    SignedObject {
        Member(Text),
        Object(Members<SignedMember>),
    }
}

forms! {
    /// A word for a part of the signature, a field of the record as `$field`, a text that is always the same, or an object.
    SignedMember {
        Word(SignatureField),
        Field(Text),
        Text(SignedMemberText),
        Object(Members<SignedMember>),
    }
}

keys! {
    /// A text in all bodies.
    SignedMemberText {
        /// The text.
        #[schemars(rename = "$text")]
        text: Text,
    }
}

/// Words by the names of headers.
struct SignatureHeaders;

impl schemars::JsonSchema for SignatureHeaders {
    fn schema_name() -> Cow<'static, str> {
        "SignatureHeaders".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let field = generator.subschema_for::<SignatureField>();
        schemars::json_schema!({ "type": "object", "additionalProperties": field })
    }
}

forms! {
    /// A part of the request, or a text.
    SignedPart {
        Word(SignedWord),
        Text(SignedText),
    }
}

keys! {
    /// A text in all signatures.
    SignedText {
        /// The text.
        text: Text,
    }
}

keys! {
    /// JSON as Python writes it, but for what is said here.
    JsonForm {
        /// Members are sorted by their names.
        sorted: Option<bool>,
        /// There are no spaces.
        compact: Option<bool>,
        /// Characters that are not of ASCII are not escaped.
        unescaped: Option<bool>,
    }
}

keys! {
    /// A secret in a header.
    ApiKey {
        /// The name of the header.
        header: Text,
        /// The setting that holds the secret: `ApiSettings.key`.
        setting: Text,
    }
}

forms! {
    /// Where a token comes from.
    Bearer {
        Setting(SettingName),
        Operation(Tokens),
        Refresh(RefreshedTokens),
    }
}

keys! {
    /// Tokens that are got with a token.
    RefreshedTokens {
        /// How they are got.
        refresh: TokenRefresh,
    }
}

keys! {
    /// Tokens that an operation gives for a token.
    TokenRefresh {
        /// The operation: `refresh_session`, or `Client.refresh_session`.
        operation: Text,
        /// What the fields of its body hold; one setting, which is the token.
        request: Members<TokenMember>,
        /// The field of its result with the token.
        token: Text,
        /// The field of its result that may hold the refresh token for the next time.
        refresh_token: Text,
        /// A second way, for when the refresh token is taken no more.
        recovery: Option<Recovery>,
        /// The field of its result that says for how many seconds the token lives.
        expires_in: Option<Text>,
        /// How long tokens live that do not say so themselves.
        lifetime: Option<Text>,
        /// How long before its end a token is got anew.
        margin: Option<Text>,
        /// Failures after which no token is asked for any more.
        latch: Option<Texts>,
        /// Failures after which the old token is used on.
        keep: Option<Texts>,
    }
}

keys! {
    /// The way to a token when the refresh token is taken no more.
    Recovery {
        /// Words in the message of a refusal that is a reason to go this way.
        when: Texts,
        /// The operation.
        operation: Text,
        /// What the fields of its body hold.
        request: Members<TokenMember>,
        /// The field of its result with the token.
        token: Text,
        /// The field of its result that may hold the refresh token for the next time.
        refresh_token: Text,
    }
}

keys! {
    /// The name of a setting.
    SettingName {
        /// Its name behind that of its group: `ApiSettings.key`.
        setting: Text,
    }
}

keys! {
    /// Tokens that an operation gives.
    Tokens {
        /// The operation: `create_token`, or `Client.create_token`.
        operation: Text,
        /// What the fields of its body hold.
        request: Members<TokenMember>,
        /// The field of its result with the token.
        token: Text,
        /// The field of its result that says for how many seconds the token lives.
        expires_in: Option<Text>,
        /// How long tokens live that do not say so themselves.
        lifetime: Option<Text>,
        /// How long before its end a token is got anew.
        margin: Option<Text>,
        /// Failures after which no token is asked for any more.
        latch: Option<Texts>,
        /// Failures after which the old token is used on.
        keep: Option<Texts>,
    }
}

forms! {
    /// A text, or what a setting holds.
    TokenMember {
        Fixed(Text),
        Setting(SettingName),
    }
}

keys! {
    /// When a request is sent again.
    Retry {
        /// How often a request is sent at most.
        attempts: i64,
        /// After which failures: `connect`, `timeout`, `interrupted`, `429`, `5xx`.
        when: Texts,
        /// How long apart the attempts are.
        backoff: Option<Backoff>,
        /// How much of what a server asks for is waited for.
        #[schemars(rename = "retry_after")]
        longest: Option<Text>,
    }
}

keys! {
    /// How long apart attempts are.
    Backoff {
        /// The first interval.
        initial: Text,
        /// How much longer each following one is.
        factor: Option<f64>,
        /// The longest.
        max: Option<Text>,
        /// How much of an interval is chance.
        jitter: Option<Jitter>,
    }
}

forms! {
    /// A type, or a type and more.
    Argument {
        Short(Expression),
        Long(LongArgument),
    }
}

keys! {
    /// An argument of an operation.
    LongArgument {
        /// What it is, in Markdown; becomes part of the documentation of the operation.
        doc: Option<Text>,
        /// The type.
        #[schemars(rename = "type")]
        ty: Option<Expression>,
        /// The value of the client that it is when a call gives none. Without `type`, no call can.
        from: Option<Text>,
        /// The members of a selector that are sent.
        only: Option<Texts>,
        /// The name of the query parameter or header.
        wire: Option<Text>,
        /// What is sent when it is not given.
        default: Option<Anything>,
        /// The least number.
        min: Option<f64>,
        /// The greatest number.
        max: Option<f64>,
        /// Remove white space at both ends first.
        trim: Option<bool>,
        /// Remove this prefix once, after trimming.
        strip_prefix: Option<Text>,
        /// Refuse an empty text, after trimming and stripping.
        non_empty: Option<bool>,
        /// Refuse a text that begins with none of these, after stripping.
        starts_with: Option<Texts>,
        /// Remove this text from the end as often as it is there.
        trim_end: Option<Text>,
        /// The least number of characters.
        min_length: Option<i64>,
        /// The greatest number of characters.
        max_length: Option<i64>,
        /// A regular expression that the whole text must match.
        pattern: Option<Text>,
    }
}

forms! {
    /// One status, or several.
    Statuses {
        One(u16),
        Several(Vec<u16>),
    }
}

forms! {
    /// What a status means.
    StatusMeaning {
        Word(MeaningWord),
        Value(StatusValue),
    }
}

keys! {
    /// A status that stands for a value.
    StatusValue {
        /// What is returned, whatever the body says.
        value: Anything,
    }
}
