"""The official client of the identity server against the fake of its description: prints what it got, one line for each call.

Its lines begin with `> `; the client prints lines of its own.
"""

import sys

from aim_sdk import secure
from aim_sdk.exceptions import ActionDeniedError, VerificationError

NAME = "shop agent"
URL, API_KEY = sys.argv[1:]


def say(*what):
    print(">", *what)


def enroll():
    return secure(
        NAME,
        aim_url=URL,
        api_key=API_KEY,
        display_name="Shop",
        agent_type="langchain",
        capabilities=["db:read"],
        talks_to=["tax"],
        auto_detect=False,
    )


client = enroll()
say("registered", client.agent_id)
client = enroll()
say("loaded", client.agent_id)
client.auto_retry = False

agent = client.create_new_agent("shop", display_name="Shop", description="Sells things: tea, café")
say("created", agent["name"])
listed = client.list_agents(limit=10)
say("listed", [known["name"] for known in listed["agents"]])
say("found", client.get_agent_details(agent["agent_id"])["displayName"])
capability = client.register_capability("db:read", "Reads orders", "low")
say("registered", capability["success"])
request = client.request_capability("db:write", "It has to write orders")
say("requested", "status" in request)
attested = client.attest_mcp(
    "files", ["read_file"], connection_latency_ms=45.0, mcp_url="https://files.example", mcp_name="files"
)
say("attested", "attestationId" in attested or "attestation_id" in attested)
try:
    client.delete_agent(agent["agent_id"])
except VerificationError:
    # The official client takes the empty body of a success for a failure.
    pass
try:
    client.get_agent_details(agent["agent_id"])
    say("still there")
except VerificationError as error:
    say("deleted", "404" in str(error))

verified = client.verify_capability("db:read", resource="orders", context={"float": 50.0, "name": "Zoë \U0001f600", "nested": {"b": [1, None], "a": True}})
say("verified", verified["verified"], verified["verification_id"])


@client.perform_action(capability="db:write", resource="orders")
def write(order):
    return f"wrote {order}"


say("allowed", write("tea"))


@client.perform_action(capability="db:drop", resource="orders")
def drop():
    return "dropped"


try:
    say("allowed", drop())
except ActionDeniedError as error:
    say("denied", error)


@client.perform_action(capability="payment:refund", resource="order 7", jit_access=True, risk_level="high")
def refund():
    return "refunded"


say("approved", refund())
