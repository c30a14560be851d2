import React from "react"

const Depth = ({ metres }) => (
  <p className="depth">
    <strong>{metres} m</strong> below us
  </p>
)

export default Depth
