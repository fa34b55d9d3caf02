/** Models of what is normal, and what the past of a figure says of its future; arithmetic alone. */
@NullMarked
package io.nightjar.learn;

import org.jspecify.annotations.NullMarked;
