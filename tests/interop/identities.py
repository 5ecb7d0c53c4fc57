"""The official client of the identity server against the fake of its description: prints what it got, one line for each call."""

import sys

from aim_sdk.client import AIMClient
from aim_sdk.exceptions import VerificationError
from nacl.encoding import Base64Encoder
from nacl.signing import SigningKey

url = sys.argv[1]
key = SigningKey(bytes(range(32)))
public_key = key.verify_key.encode(Base64Encoder).decode()
private_key = Base64Encoder.encode(key.encode() + bytes(key.verify_key)).decode()
client = AIMClient(
    agent_id="11111111-2222-4333-8444-555555555555",
    public_key=public_key,
    private_key=private_key,
    aim_url=url,
    auto_retry=False,
)

agent = client.create_new_agent("shop", display_name="Shop", description="Sells things: tea, café")
print("created", agent["name"])
listed = client.list_agents(limit=10)
print("listed", [known["name"] for known in listed["agents"]])
print("found", client.get_agent_details(agent["agent_id"])["displayName"])
capability = client.register_capability("db:read", "Reads orders", "low")
print("registered", capability["success"])
request = client.request_capability("db:write", "It has to write orders")
print("requested", "status" in request)
context = {"float": 50.0, "name": "Zo\u00eb \U0001f600", "nested": {"b": [1, None], "a": True}}
verified = client.verify_capability("db:read", "orders", context)
print("verified", verified["verified"])
attested = client.attest_mcp("files", ["read_file"], connection_latency_ms=45.0, mcp_url="https://files.example", mcp_name="files")
print("attested", "attestationId" in attested or "attestation_id" in attested)
try:
    client.delete_agent(agent["agent_id"])
except VerificationError:
    # The official client takes the empty body of a success for a failure.
    pass
try:
    client.get_agent_details(agent["agent_id"])
    print("still there")
except VerificationError as error:
    print("deleted", "404" in str(error))
