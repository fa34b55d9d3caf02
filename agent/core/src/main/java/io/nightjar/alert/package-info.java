/** What travels to a listener: breaches, alerts and their severity. */
@NullMarked
package io.nightjar.alert;

import org.jspecify.annotations.NullMarked;
