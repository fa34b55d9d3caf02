/** Applications that are watched and know nothing of it. */
package com.acme;
