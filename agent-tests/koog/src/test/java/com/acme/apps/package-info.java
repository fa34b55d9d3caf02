/** Applications that use real libraries and know nothing of the agent. */
package com.acme.apps;
