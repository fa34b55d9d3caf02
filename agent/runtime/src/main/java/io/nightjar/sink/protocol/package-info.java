/** What each service is sent, and what its answers mean: one {@link io.nightjar.sink.protocol.Protocol} a service. */
@NullMarked
package io.nightjar.sink.protocol;

import org.jspecify.annotations.NullMarked;
