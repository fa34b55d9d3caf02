/** What is told: the alert, its severity and who listens for it. */
@NullMarked
package io.nightjar.alert;

import org.jspecify.annotations.NullMarked;
