/** Which methods of a class file the rules mean: class files are read here, and never changed. */
@NullMarked
package io.nightjar.weave.match;

import org.jspecify.annotations.NullMarked;
