/** Where alerts go: the log and the destinations, each with its queue and its protocol. The one package that uses HTTP. */
@NullMarked
package io.nightjar.sink;

import org.jspecify.annotations.NullMarked;
