/** What the packaged agent sees of real libraries. */
package io.nightjar.libraries;
