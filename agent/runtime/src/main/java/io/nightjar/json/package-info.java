/** The JSON form of what leaves the agent. */
@NullMarked
package io.nightjar.json;

import org.jspecify.annotations.NullMarked;
