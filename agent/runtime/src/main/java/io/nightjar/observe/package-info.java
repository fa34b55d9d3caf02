/** What runs inside the calls of the application: recording, nesting, and reading values by their paths. Knows no class files. */
@NullMarked
package io.nightjar.observe;

import org.jspecify.annotations.NullMarked;
