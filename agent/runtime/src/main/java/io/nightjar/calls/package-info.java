/** The file of every call, which {@code replay} reads: lines on their way, columns, rotation. */
@NullMarked
package io.nightjar.calls;

import org.jspecify.annotations.NullMarked;
