/** What a person types: the commands of nightjar.jar. */
@NullMarked
package io.nightjar.cli;

import org.jspecify.annotations.NullMarked;
