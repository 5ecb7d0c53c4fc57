//! Operations that are asked until something has come to its end.

use crate::{emitted, findings};

#[test]
fn polls_of_enums_and_texts() {
    insta::assert_snapshot!(emitted(
        "
types:
  State: { enum: { pending: , done: { wire: finished } } }
  Job: { fields: { id: string, state: State?, phase: string? } }
clients:
  Jobs:
    operations:
      find:
        get: \"/jobs/{id}\"
        arguments: { id: { type: string, doc: Which one. } }
        returns: Job
        poll: { field: state, until: done, interval: 1s, limit: 5m, tolerate: { all_but: [401, 404] } }
      last:
        get: /jobs/last
        returns: Job
        deprecated: Know your jobs.
        poll:
          method: wait_for_last
          field: phase
          until: [done, failed]
          interval: { initial: 2s, factor: 1.5, max: 10s, jitter: half }
          limit: 1m
          tolerate: none
"
    ));
}

#[test]
fn polls_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
types:
  State: { enum: [pending, done] }
  Job: { fields: { state: State, pages: u32, key: { type: string, secret: true } } }
clients:
  Jobs:
    operations:
      bare: { get: /a, poll: {} }
      nothing: { get: /b, poll: { field: state, until: [done], interval: 1s, limit: 5m } }
      maybe: { get: /c, returns: Job?, poll: { field: state, until: [done], interval: 1s, limit: 5m } }
      typos: { get: /d, returns: Job, poll: { field: stat, until: [done], intervall: 1s, limit: 5m } }
      words: { get: /e, returns: Job, poll: { field: state, until: [don, failed], interval: 1s, limit: 0s } }
      number: { get: /f, returns: Job, poll: { field: pages, until: [done], interval: soon, limit: 5m } }
      secret: { get: /g, returns: Job, poll: { field: key, until: [done], interval: 1s, limit: 5m } }
      empty: { get: /h, returns: Job, poll: { field: state, until: [], interval: 1s, limit: 5m, tolerate: pasing } }
      statuses:
        get: /i
        returns: Job
        poll: { method: new, field: state, until: done, interval: 1s, limit: 5m, tolerate: { all_but: [200, 4xx] } }
"
    ));
}
