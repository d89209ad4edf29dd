/** A knock on the door, which is what dastak means. */
export function Door() {
  return (
    <svg className="door" viewBox="0 0 128 128" aria-hidden="true">
      <path d="M22 122V58a42 42 0 0 1 84 0v64z" fill="#8c2f39" />
      <path d="M32 122V59a32 32 0 0 1 64 0v63z" fill="#e8b04a" />
      <path d="M38 122V60a26 26 0 0 1 52 0v62z" fill="#2c4a86" />
      <path d="M64 35v87" stroke="#e8b04a" strokeWidth="2.5" />
      <g fill="none" stroke="#e8b04a" strokeWidth="2">
        <path d="M45 66h12v18H45zM71 66h12v18H71zM45 94h12v20H45zM71 94h12v20H71z" />
      </g>
      <circle cx="58" cy="89" r="3" fill="#e8b04a" />
      <circle cx="70" cy="89" r="3" fill="#e8b04a" />
      <path d="M14 122h100" stroke="#5b1a22" strokeWidth="5" strokeLinecap="round" />
      <path d="M64 8v9M46 12l3 8M82 12l-3 8" stroke="#8c2f39" strokeWidth="4" strokeLinecap="round" />
    </svg>
  );
}

/** The first letter of dastak; drawn, so that nobody loads a font for one letter. */
export function Mark() {
  return (
    <svg className="brand-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M.9 0H23.1V3.4H19V9.6H12Q9.9 9.6 8.7 10.7 7.5 11.8 7.5 13.7 7.5 15.6 8.5 16.7 9.6 17.8 11.4 17.8 13.1 17.8 14.3 16.8 15.4 15.8 15.6 14H19.7V24H15.5V19.4Q14.9 20.3 13.5 20.8 12.1 21.3 10.7 21.3 7.3 21.3 5.2 19.2 3.1 17 3.1 13.8 3.1 10.4 5.4 8.3 7.6 6.2 11.8 6.2H14.8V3.4H.9z" />
    </svg>
  );
}
