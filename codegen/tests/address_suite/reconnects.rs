//! Subscriptions that connect again.

use crate::{emitted, findings};

#[test]
fn subscriptions_that_connect_again() {
    insta::assert_snapshot!(emitted(
        "
types:
  Line: { case: camelCase, fields: { written_at: string, text: string } }
clients:
  Lines:
    graphql: { path: /graphql, socket: /ws, reconnect: { attempts: 3 } }
    operations:
      all: { subscription: lines, returns: Line }
      once: { subscription: lines, returns: Line, reconnect: none }
      since:
        subscription: lines
        variables: { since: { type: string?, variable: since_0 } }
        returns: Line?
        reconnect: { attempts: 10, backoff: { initial: 500ms, factor: 3, max: 1m } }
        resume: { since: written_at }
"
    ));
}

#[test]
fn subscriptions_that_cannot_connect_again() {
    insta::assert_snapshot!(findings(
        "
types:
  Line: { fields: { written_at: timestamp, text: string } }
clients:
  Lines:
    graphql: { path: /graphql, socket: /ws }
    operations:
      asks: { query: lines, returns: Line, reconnect: { attempts: 3 } }
      often: { subscription: lines, returns: Line, reconnect: { attempts: 0 } }
      word: { subscription: lines, returns: Line, reconnect: never }
      alone: { subscription: lines, variables: { since: string }, returns: Line, resume: { since: text } }
      typos: { subscription: lines, variables: { since: string }, returns: Line, reconnect: { attempts: 3 }, resume: { sinse: text, since: txt } }
      types: { subscription: lines, variables: { since: string }, returns: Line, reconnect: { attempts: 3 }, resume: { since: written_at } }
  NoSocket:
    graphql: { path: /graphql, reconnect: { attempts: 3 } }
    operations: { asks: { query: lines, returns: Line } }
"
    ));
}
