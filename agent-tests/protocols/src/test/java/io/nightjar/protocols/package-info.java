/** What the packaged agent sees of clients of protocols. */
package io.nightjar.protocols;
