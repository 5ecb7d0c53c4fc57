"""How many verifications the official client makes in a second: prints the seconds of all calls, and those of the processor."""

import sys
import time

from aim_sdk.client import AIMClient
from nacl.encoding import Base64Encoder
from nacl.signing import SigningKey

url, calls = sys.argv[1], int(sys.argv[2])
key = SigningKey(bytes(range(32)))
client = AIMClient(
    agent_id="11111111-2222-4333-8444-555555555555",
    public_key=key.verify_key.encode(Base64Encoder).decode(),
    private_key=Base64Encoder.encode(key.encode() + bytes(key.verify_key)).decode(),
    aim_url=url,
    auto_retry=False,
)


def verify():
    answer = client.verify_capability("db:read", resource="users_table", context={"reason": "a report"})
    assert answer["verified"], answer


verify()
started, processor = time.perf_counter(), time.process_time()
for _ in range(calls):
    verify()
print(time.perf_counter() - started, time.process_time() - processor)
