/** The packaged jar in forked JVMs, on every JDK found. */
package io.nightjar.forked;
