/** How a class file is changed. */
@NullMarked
package io.nightjar.weave.bytecode;

import org.jspecify.annotations.NullMarked;
