/** The versions of libraries: what presets see of each, found by their jars, and the page that says so. */
@NullMarked
package io.nightjar.versions;

import org.jspecify.annotations.NullMarked;
