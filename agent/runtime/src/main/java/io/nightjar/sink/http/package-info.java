/** HTTP requests: transports, proxies, TLS, and URLs without their secrets. */
@NullMarked
package io.nightjar.sink.http;

import org.jspecify.annotations.NullMarked;
