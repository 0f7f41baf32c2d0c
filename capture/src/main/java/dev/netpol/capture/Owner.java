// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

/**
 * To whom a cgroup belongs, as its path tells.
 *
 * @param podUid as the API server writes it, or a static pod's 32 digits; empty outside pods
 * @param container id of the container, 64 hexadecimal digits; empty where the path names none
 */
record Owner(String podUid, String container) {
  static final Owner NONE = new Owner("", "");
}
