package io.nightjar.observe.follow.kotlin;

import io.nightjar.observe.follow.SuspendedCall;

/** A continuation of the agent's. */
interface Followed {
    SuspendedCall call();
}
