/** The first letter of dastak; drawn, so that nobody loads a font for one letter. */
export function Mark() {
  return (
    <svg className="brand-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M.9 0H23.1V3.4H19V9.6H12Q9.9 9.6 8.7 10.7 7.5 11.8 7.5 13.7 7.5 15.6 8.5 16.7 9.6 17.8 11.4 17.8 13.1 17.8 14.3 16.8 15.4 15.8 15.6 14H19.7V24H15.5V19.4Q14.9 20.3 13.5 20.8 12.1 21.3 10.7 21.3 7.3 21.3 5.2 19.2 3.1 17 3.1 13.8 3.1 10.4 5.4 8.3 7.6 6.2 11.8 6.2H14.8V3.4H.9z" />
    </svg>
  );
}
