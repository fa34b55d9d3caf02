/** The ways in which what the agent sees leaves it, other than as alerts. */
@NullMarked
package io.nightjar.export;

import org.jspecify.annotations.NullMarked;
