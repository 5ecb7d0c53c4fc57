//! Tables and guards: what can be wrong with them. What is right with them is generated and run elsewhere.

use crate::findings;

#[test]
fn tables_that_find_nothing() {
    insta::assert_snapshot!(findings(
        "
types:
  Harm: { enum: [none, some, much] }
  Order: { fields: { id: string } }
tables:
  Empty: { gives: Harm, default: none }
  NoEnum: { gives: Order, whole: { much: [a] }, default: much }
  Words:
    gives: Harm
    normalize: [lower, trimm]
    whole: { mush: [a], much: [Big, b], some: [b] }
    split: \":\"
    parts: { area: { much: [\"a:b\"] }, action: { much: [\"a:b\"] } }
    combine: most
    default: nothing
  Whole: { gives: Harm, whole: { much: a }, split: \":\", default: none }
  Parts: { gives: Harm, parts: { area: { much: a } }, default: none }
"
    ));
}

/// A client and an enum for guards, and the guard.
fn guarded(guard: &str) -> String {
    findings(&format!(
        "
types:
  Decision: {{ enum: {{ yes_: {{ wire: \"yes\" }}, no_: {{ wire: \"no\" }}, later: }} }}
  Question: {{ fields: {{ name: string, note: string? }} }}
  Verdict: {{ fields: {{ decision: Decision, why: string?, ticket: string?, level: i64? }} }}
tables:
  Harm: {{ gives: Decision, whole: {{ later: [a] }}, default: later }}
clients:
  Gate:
    operations:
      ask: {{ post: /questions, arguments: {{ question: Question }}, returns: Verdict }}
      look: {{ get: \"/questions/{{ticket}}\", arguments: {{ ticket: string }}, returns: Verdict }}
      watch: {{ get: /questions, returns: Verdict, stream: sse }}
      tell: {{ post: \"/questions/{{ticket}}\", arguments: {{ ticket: string, question: Question }} }}
guards:
  GateGuard:
    client: Gate
{guard}"
    ))
}

#[test]
fn checks_that_decide_nothing() {
    insta::assert_snapshot!(guarded(
        "
    check:
      operation: ask
      arguments: { question: { name: $acton, note: $permit }, more: 1 }
      status: level
      allowed: [yes_]
  OfNobody: { client: Harm, check: { operation: ask, status: decision, allowed: yes_ } }
  Missing: { client: Gate, check: { operation: ask, status: decision, allowed: yes_ } }
  Mistyped: { client: Gate, check: { operation: aks, status: decision, allowed: yes_ } }
  Silent: { client: Gate, check: { operation: tell, arguments: { ticket: t, question: { name: $action } }, status: decision, allowed: yes_ } }
  Nothing: { client: Gate, check: { operation: ask, arguments: { question: { name: $action } }, status: decision, allowed: [] } }
  Forms:
    client: Gate
    check:
      operation: ask
      arguments: { question: { name: { $join: [] }, note: { $when: $action, $then: a } } }
      status: decision
      allowed: yes_
  Words:
    client: Gate
    options: { unused: bool?, spare: { type: bool, default: true } }
    check:
      operation: ask
      arguments: { question: { name: $action, note: { $when: $spare, $then: { $join: [a, $resource] } } } }
      status: decision
      allowed: [yes_, maybe]
      denied: \"yes\"
  Reasons:
    client: Gate
    check:
      operation: ask
      arguments: { question: { name: $action } }
      status: decision
      allowed: yes_
      reason: level
  Streamed: { client: Gate, check: { operation: watch, status: decision, allowed: yes_ } }
  Errors: { client: Gate, denied: GateError.denied, check: { operation: ask, arguments: { question: { name: $action } }, status: decision, allowed: yes_ } }
  Unused:
    client: Gate
    options: { unused: bool? }
    check: { operation: ask, arguments: { question: { name: $action } }, status: decision, allowed: yes_ }
"
    ));
}

#[test]
fn guards_that_wait_and_report_about_nothing() {
    insta::assert_snapshot!(guarded(
        "
    options:
      action: bool
      quick: bool
      harm: { type: string, table: Harm }
      patience: { type: string, default: long }
      kind: { type: Decision, table: Gate }
    register: { operation: look, arguments: { ticket: $action }, when: patience, settled: [200, 404] }
    check: { operation: ask, arguments: { question: { name: $action } }, status: decision, allowed: yes_ }
    wait:
      operation: look
      arguments: { ticket: $permit }
      interval: { initial: 2s }
      limit: $patienc
    report: { operation: tell }
  Pending:
    client: Gate
    check: { operation: ask, arguments: { question: { name: $action } }, status: decision, allowed: yes_, pending: later }
    wait: { operation: look, interval: 3s, limit: 5m }
  Unheard:
    client: Gate
    check: { operation: ask, arguments: { question: { name: $action } }, status: decision, allowed: yes_, pending: later }
"
    ));
}
