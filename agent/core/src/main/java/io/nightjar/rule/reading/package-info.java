/** Where the numbers of rules come from: sliding windows over what the recorder counts, kept only for what a rule asks for. */
@NullMarked
package io.nightjar.rule.reading;

import org.jspecify.annotations.NullMarked;
