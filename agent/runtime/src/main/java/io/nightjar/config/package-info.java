/** What the user asked for: keys, layers, values, and every problem said at once. */
@NullMarked
package io.nightjar.config;

import org.jspecify.annotations.NullMarked;
