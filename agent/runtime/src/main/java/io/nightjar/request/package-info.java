/**
 * What a person asks of the running agent: the conditions and silences to read, and the requests that change them, which come
 * in a file that only the JVM's own user can write.
 */
@NullMarked
package io.nightjar.request;

import org.jspecify.annotations.NullMarked;
